package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of scripts and databases cannot control the terminal, add lines or reorder text in the output of any command. */
@SuppressWarnings("NullAway.Init")
class TerminalTextTest {
    /** An escape sequence, a line break, an override of the direction, an isolate, a line separator and a C1 control. */
    private static final String HOSTILE = "\\e[31mred\\nerror: forged\\u202egnp\\u2066x\\u2028y\\x9bz";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "history",
                "history -v",
                "history --graph",
                "history --graph -v",
                "history --json",
                "history --applied",
                "history --applied -v",
                "history --applied --json",
                "current",
                "current -v",
                "show heads",
                "show heads -v",
                "heads",
                "heads -v",
                "branches",
                "branches -v",
                "plugins",
                "lint",
                "lint -r base:heads",
                "lint -r base:heads --json",
                "lint -r base:heads --sarif",
                "check",
                "check --json",
                "schema",
                "schema --format json",
                "diff base heads",
                "diff database model",
                "completion bash",
                "verify",
                "upgrade heads",
                "upgrade heads --log-sql",
                "upgrade heads --dry-run",
                "downgrade base",
                "downgrade base --json",
                "downgrade base --dry-run -v",
                "stamp base",
                "db-create --force-yes",
                "merge heads",
                "revision --head notes@head --splice -m x",
                "revision --head notes@head --splice --autogenerate"
            })
    void a_control_character_of_a_script_is_escaped(String line) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:a.db\"}\nbranches: {notes: {directory: db, model: db/model.yaml}}\n");
        CommandLineRun.write(
                folder,
                "db/model.yaml",
                "tables: {\"" + HOSTILE + "\": {columns: {id: integer, \"" + HOSTILE + "2\": integer}}}\n");
        CommandLineRun.write(
                folder,
                "db/a.yaml",
                "revision: a0000000000a\nbranch_labels: [notes]\nmessage: \"" + HOSTILE + "\"\n"
                        + "upgrade:\n  - create_table: {name: \"" + HOSTILE + "\", columns: {id: integer}}\n"
                        + "  - add_column: {table: \"" + HOSTILE + "\", name: \"" + HOSTILE + "\", type: integer}\n"
                        + "  - drop_column: {table: \"" + HOSTILE + "\", name: \"" + HOSTILE + "\"}\n"
                        + "downgrade:\n  - drop_table: \"" + HOSTILE + "\"\n");
        CommandLineRun.of(folder, "upgrade", "heads");
        if (line.startsWith("upgrade") || line.startsWith("db-create")) {
            CommandLineRun.of(folder, "downgrade", "base");
        }
        CommandLineRun run = CommandLineRun.of(folder, line.split(" "));
        String text = run.out() + run.err();
        assertFalse(text.contains("internal_error"), text);
        assertFalse(text.chars().anyMatch(c -> c == '\u202e' || c == '\u2066' || c == '\u2028'), text);
        assertFalse(text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t'), text);
        assertFalse(text.lines().anyMatch(each -> each.startsWith("error: forged")), text);
    }

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Output output = new Output(
            new PrintStream(new ByteArrayOutputStream()), new PrintStream(err, true, StandardCharsets.UTF_8));

    @Test
    void an_error_is_not_appended_to_the_line_of_progress() {
        output.progress("[1/2] up   a1 ...");
        output.errors(
                List.of(Problem.of(ErrorName.STATEMENT_FAILED, "it failed")),
                new TrellisException(Problem.of(ErrorName.STATEMENT_FAILED, "it failed")));
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("...\u001b[?7h\nerror: statement_failed"), err::toString);
    }

    @Test
    void a_note_is_not_appended_to_the_line_of_progress_which_stays_below_it() {
        output.progress("[1/2] up   a1 ...");
        output.note("waiting");
        output.finishProgress("[1/2] up   a1  5 ms");
        assertEquals(
                "\u001b[?7l[1/2] up   a1 ...\u001b[?7h\r\u001b[Kwaiting\n"
                        + "\u001b[?7l[1/2] up   a1 ...\u001b[?7h\r\u001b[K[1/2] up   a1  5 ms\n",
                err.toString(StandardCharsets.UTF_8));
    }

    /** A wrapped line would leave its first row on the screen; the terminal cuts it instead. */
    @Test
    void a_line_of_progress_does_not_wrap() {
        output.progress("x".repeat(500));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("\u001b[?7lx"), err::toString);
    }

    @Test
    void unrelated_roots_do_not_share_a_lane_in_the_history() {
        CommandLineRun.write(folder, "trellis.yaml", "branches: {a: {directory: a}, b: {directory: b}}\n");
        CommandLineRun.write(folder, "a/a1.yaml", "revision: a1\nbranch_labels: [a]\n");
        CommandLineRun.write(folder, "b/b1.yaml", "revision: b1\nbranch_labels: [b]\n");
        CommandLineRun run = CommandLineRun.of(folder, "history", "--graph");
        assertEquals(
                List.of("", "* a1 (a) (head)", "* b1 (b) (head)"),
                run.out().lines().sorted().toList());
        assertEquals("", run.out().lines().toList().get(1));
    }

    @Test
    void tabs_and_joiners_are_kept() {
        assertEquals("a\\u202eb\tc\\u001bd", Printable.line("a\u202eb\tc\u001bd"));
        assertEquals("a\n  b\n  c", Printable.lines("a\nb\n  c"));
        assertEquals("{\"a\":\"\\u202e\u200d\\udb40\\udc01\"}", Printable.json("{\"a\":\"\u202e\u200d\udb40\udc01\"}"));
    }
}
