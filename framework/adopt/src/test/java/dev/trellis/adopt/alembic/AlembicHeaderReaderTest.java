package dev.trellis.adopt.alembic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.trellis.adopt.source.SourceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of scripts as Alembic's users write them. */
class AlembicHeaderReaderTest {

    private static AlembicScript read(String text) {
        return AlembicHeaderReader.read("s.py", Path.of("s.py"), text, 0);
    }

    /** Returns the cases: a header, and what it means. */
    static Stream<Arguments> cases() {
        return Stream.of(CASES.split("(?m)^---\n"))
                .map(each -> each.split("(?m)^=>", 2))
                .map(each -> Arguments.of(each[0], each[1].strip()));
    }

    private static final String CASES = """
            revision = 'a1'
            down_revision = None
            => a1 <- [] labels [] depends [] at line 1
            ---
            # revision = 'no'
            revision: str = "a1"
            down_revision: Union[str, None] = "a0"
            branch_labels: Union[str, Sequence[str], None] = None
            depends_on: Union[str, Sequence[str], None] = ("x", 'y')
            => a1 <- [a0] labels [] depends [x, y] at line 2
            ---
            revision = u'a' "1" \\
                'b'
            down_revision = ['a0', "b0",]
            branch_labels = {'shop'}
            depends_on = None  # nothing
            => a1b <- [a0, b0] labels [shop] depends [] at line 1
            ---
            revision = (
                'a1'  # the identifier
            )
            down_revision = 'a0', 'b0'
            branch_labels = ()
            => a1 <- [a0, b0] labels [] depends [] at line 1
            ---
            import os; revision = r'a1'; down_revision = (None)
            rev = other(revision='x', down_revision=[1])
            => a1 <- [] labels [] depends [] at line 1
            ---
            revision = 'a0'
            revision = 'a1'
            revisions = [revision, 'x']
            if revision == 'a1':
                count = 1
            def f():
                revision = compute()
                down_revision = other
            class C:
                depends_on = x
            => a1 <- [] labels [] depends [] at line 2
            ---
            revision = 'a\\x31\\u0062'
            text = f"{revision}" b'x' \"\"\"
            revision = 'inside'
            \"\"\"
            down_revision = ''\"\"\"a0\"\"\"
            => a1b <- [a0] labels [] depends [] at line 1
            """;

    @ParameterizedTest
    @MethodSource("cases")
    void headers_are_read(String text, String expected) {
        AlembicScript script = read(text);
        assertEquals(
                expected,
                script.id() + " <- " + script.revision().downRevisions() + " labels "
                        + script.revision().branchLabels() + " depends "
                        + script.revision().dependsOn() + " at line " + script.line());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revision = compute()",
                "revision = 'a' + 'b'",
                "revision = f'a{x}'",
                "revision = b'a'",
                "revision = 12",
                "revision = ''.join(['a'])",
                "revision = __import__('os').system('touch /tmp/hacked')",
                "revision = ('a1'",
                "revision = 'a1",
                "revision = 'a1')",
                "revision = 'a1', 'a2'",
                "revision = None",
                "revision: str",
                "",
                "revision += 'a1'",
                "revision = down_revision = 'a1'",
                "revision, down_revision = 'a1', None",
                "if True:\n    revision = 'a1'",
                "revision = 'a1'\nif x: down_revision = 'a0'",
                "revision = 'a1'\ndown_revision = other",
                "revision = 'a1'\ndown_revision = ('a0',) * 2",
                "revision = 'a1'\nbranch_labels = (cli.EXPAND,)",
                "revision = 'a1'\ndepends_on = 'a0' if x else None",
                "revision = 'a1'\ndepends_on = [x for x in 'ab']",
                "revision = 'a1'\nfor depends_on in x: pass\ndepends_on = y",
                "revision = 'a1'\ntry:\n  pass\nexcept E:\n  down_revision = 'x'"
            })
    void anything_but_literals_is_one_error_with_the_line(String text) {
        SourceException refused = assertThrows(SourceException.class, () -> read(text));
        assertEquals("cannot_convert", refused.name());
        assertEquals(1, refused.problems().size());
        assertEquals("s.py", String.valueOf(refused.problem().location()).replaceAll(":.*", ""));
    }

    @Test
    void the_line_of_the_value_is_named() {
        SourceException refused = assertThrows(
                SourceException.class, () -> read("\"\"\"text\n\n\"\"\"\nrevision = 'a1'\ndown_revision = f()\n"));
        assertEquals(
                "cannot_convert: s.py:5:1: 'down_revision' is not a literal, and the conversion runs no Python\n"
                        + "  Write the value itself, such as down_revision = 'ae1027a6acf' or None or a tuple of strings.",
                refused.problem().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-02 10:00:00.123456", "2024-03-02 10:00:00+00:00", "2024-03-02T10:00:00Z"})
    void the_docstring_is_the_message(String created) {
        AlembicScript script = read("\"\"\"add a\tcolumn\n to the table\n\nRevision ID: a1\nRevises: \nCreate Date: "
                + created + "\n\n\"\"\"\nrevision = 'a1'\n");
        assertEquals("add a column to the table", script.message());
        assertEquals("2024-03-02T10:00:00Z", script.created());
        assertEquals("", read("revision = 'a1'\n").message());
        assertEquals(
                "2024-03-02T10:00:00+02:00",
                read("'''m\n\nCreate Date: 2024-03-02 10:00:00+0200\n'''\nrevision = 'a'\n")
                        .created());
    }

    @Test
    void lines_that_read_the_database_are_found() {
        AlembicScript script = read("""
                from sqlalchemy.orm import Session
                revision = 'a1'
                def upgrade():
                    "op.get_bind()"
                    op.bulk_insert(t, [])
                    # op.get_bind()
                    bind = op.get_bind()
                """);
        assertEquals(7, script.reads());
        assertEquals(5, script.bulkInsert());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "'''", "\\\n", "revision = ", "\"a\" ", "if x:\n ", "\u0000", "x = ["})
    void hostile_text_takes_linear_time(String part) {
        String text = part.repeat(300_000);
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThrows(SourceException.class, () -> read(text)));
    }
}
