package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changelogs that are broken or made to do harm: one clear error each, and nothing is written. */
@SuppressWarnings("NullAway.Init")
class LiquibaseHostileProjectTest {
    private static final String SET = "<changeSet id='1' author='a'><sql>select 1</sql></changeSet>";

    @TempDir
    Path folder;

    private void assertRefused(String changelog, String message) {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            LiquibaseProject project = new LiquibaseProject(folder, changelog);
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adopt(database));
            assertEquals(1, refused.problems().size(), refused.problems().toString());
            String shown = refused.problem().toString();
            assertTrue(shown.contains(message), shown);
            assertEquals(Map.of(), project.scriptTexts());
        }
    }

    private LiquibaseProject write(String name, String text) {
        return new LiquibaseProject(folder, name).write(name, text);
    }

    @Test
    void an_external_entity_is_not_read() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
        write("log.xml", """
                <!DOCTYPE databaseChangeLog [<!ENTITY x SYSTEM "%s">]>
                <databaseChangeLog><changeSet id="1" author="a"><sql>&x;</sql></changeSet></databaseChangeLog>
                """.formatted(secret.toUri()));
        assertRefused("log.xml", "it has a document type declaration");
    }

    @Test
    void entities_that_expand_without_end_are_not_expanded() {
        StringBuilder text = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            text.append("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
        }
        write("log.xml", text + "]><databaseChangeLog>&l9;</databaseChangeLog>");
        assertRefused("log.xml", "it has a document type declaration");
    }

    @Test
    void properties_that_expand_without_end_are_refused() {
        StringBuilder text = new StringBuilder("databaseChangeLog:\n  - property: {name: p0, value: lol}\n");
        for (int i = 1; i < 20; i++) {
            text.append("  - property: {name: p" + i + ", value: \"" + ("${:p" + (i - 1) + "}").repeat(10) + "\"}\n");
        }
        text.append("  - changeSet: {id: 1, author: a, changes: [{sql: {sql: \"${p19}\"}}]}\n");
        write("log.yaml", text.toString());
        assertRefused("log.yaml", "the values of its properties are too long");
    }

    @Test
    void a_changelog_that_includes_itself_is_refused() {
        write("a.xml", "<databaseChangeLog><include file='b.xml'/></databaseChangeLog>");
        write("b.xml", "<databaseChangeLog>\n<include file='a.xml'/></databaseChangeLog>");
        assertRefused("a.xml", "b.xml:2: the changelog includes itself: a.xml -> b.xml -> a.xml");
    }

    @Test
    void a_folder_that_includes_itself_is_refused() {
        write("db/a.yaml", "databaseChangeLog: [{includeAll: {path: db}}]");
        assertRefused("db/a.yaml", "the changelog includes itself");
    }

    @ParameterizedTest
    @CsvSource({
        "<include file='../outside.xml'/>, leads out of the folder of the project",
        "<include file='/etc/passwd'/>, does not exist",
        "<include file='missing.xml'/>, does not exist",
        "<include file='link.xml'/>, leads out of the folder of the project",
        "<includeAll path='..'/>, leads out of the folder of the project",
        "<includeAll path='nowhere'/>, contains no changelog",
        "<include/>, the include names no file",
        "<changeSet id='1'/>, the change set has no id or no author",
        "<changeSet id='1' author='a'>, it is not well-formed XML"
    })
    void a_broken_changelog_is_one_error(String element, String message) throws IOException {
        Path outside =
                Files.writeString(folder.resolveSibling(folder.getFileName() + "-outside.xml"), "<databaseChangeLog/>");
        Files.createSymbolicLink(folder.resolve("link.xml"), outside);
        try {
            write("log.xml", "<databaseChangeLog>" + element + SET + "</databaseChangeLog>");
            assertRefused("log.xml", message);
        } finally {
            Files.delete(outside);
        }
    }

    @Test
    void the_same_change_set_twice_is_refused() {
        write("log.xml", "<databaseChangeLog>" + SET + "\n" + SET + "</databaseChangeLog>");
        assertRefused("log.xml", "log.xml:2: the change set log.xml::1::a exists twice");
    }

    @Test
    void includes_that_multiply_are_refused() {
        for (int i = 0; i < 30; i++) {
            write(
                    "f" + i + ".xml",
                    "<databaseChangeLog>"
                            + ("<include file='f" + (i + 1) + ".xml'/>").repeat(2)
                            + "</databaseChangeLog>");
        }
        write("f30.xml", "<databaseChangeLog/>");
        assertRefused("f0.xml", "includes more than 20000 files");
    }

    @Test
    void a_huge_file_and_a_binary_file_are_refused() throws IOException {
        try (RandomAccessFile huge =
                new RandomAccessFile(folder.resolve("huge.xml").toFile(), "rw")) {
            huge.setLength(5L << 30);
        }
        assertRefused("huge.xml", "the file is larger than 16 MiB");
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRefused("binary.yaml", "it is not text in UTF-8");
    }

    @Test
    void elements_that_are_nested_too_deep_are_refused() {
        write("log.xml", "<databaseChangeLog>" + "<a>".repeat(5000) + "</a>".repeat(5000) + "</databaseChangeLog>");
        assertRefused("log.xml", "nested more than 60 deep");
    }

    @Test
    void a_setting_that_does_not_exist_and_a_project_without_a_changelog_are_errors() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            LiquibaseProject project = new LiquibaseProject(folder, "log.xml");
            TrellisException unknown = assertThrows(
                    TrellisException.class,
                    () -> project.adopt(database, project.request().withSettings(Map.of("changelog", "x"))));
            assertTrue(unknown.problem().message().contains("does not concern the conversion"), unknown.getMessage());
            TrellisException none = assertThrows(
                    TrellisException.class,
                    () -> project.adopt(database, project.request().withSettings(Map.of())));
            assertTrue(none.problem().message().contains("no root changelog is named"), none.getMessage());
        }
    }
}
