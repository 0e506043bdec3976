package dev.trellis.adopt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects of Alembic that are broken or made to do harm: one error, and nothing is written. */
@SuppressWarnings("NullAway.Init")
class AlembicHostileProjectTest {
    @TempDir
    Path folder;

    private void assertRefused(AlembicProject project, String message) {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adoptBoth(database));
            assertEquals(1, refused.problems().size(), refused.problems().toString());
            assertEquals("cannot_convert", refused.name(), refused.problem().toString());
            assertTrue(
                    refused.problem().toString().contains(message),
                    refused.problem().toString());
            assertEquals(Map.of(), project.scriptTexts());
            assertEquals(List.of(), AdoptedProject.metadata(database));
        }
    }

    private static String script(String id, String parent) {
        return "revision = '" + id + "'\ndown_revision = " + parent + "\n";
    }

    @Test
    void python_is_not_executed() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        Path trace = folder.resolve("executed");
        String code = "open('" + trace + "', 'w').close()\n";
        project.write("env.py", code);
        project.write("versions/shop/__init__.py", code);
        project.write(
                "versions/shop/a1_customer.py",
                LiquibaseProject.resource("/alembic/versions/shop/a1_customer.py") + code);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AlembicProject.migrate(database);
            assertFalse(project.adoptBoth(database).isFinding());
            assertFalse(Files.exists(trace));
        }
        AlembicProject second = AlembicProject.withSql(folder.resolve("second"), Kind.SQLITE);
        second.write("versions/shop/a1_customer.py", "revision = open('" + trace + "', 'w')\n");
        assertRefused(second, "a1_customer.py:1:1: 'revision' is not a literal");
        assertFalse(Files.exists(trace));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a2c000000002 | 'b1c000000001' | is already defined by",
                "c1c000000001 | 'none' | names 'none' as its down_revision, which does not exist",
                "c1c000000001 | 'c1c000000001' | names itself as its down_revision",
                "c1c000000001 | None\\ndepends_on = 'none' | depends on 'none', which is no revision and no label",
                "c1c000000001 | None\\ndepends_on = 'c1c000000001' | depends on itself",
                "c1c000000001 | None\\nbranch_labels = 'shop' | is already declared by revision",
                "c1c000000001 | None\\nbranch_labels = 'a/b' | contains '/'",
                "../../c | None | contains '/'",
                "head | None | is a reserved word",
                "c1 c1 | None | contains",
                "012345678901234567890123456789012 | None | the version table stores 32",
            })
    void a_graph_that_cannot_exist_is_one_error_with_the_file(String id, String parent, String message) {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        project.write("versions/shop/c1.py", script(id, parent.replace("\\n", "\n")));
        assertRefused(project, message);
        assertRefused(project, "versions/shop/");
    }

    @Test
    void a_cycle_is_one_error() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        project.write("versions/shop/c1.py", script("c1", "'c2'"));
        project.write("versions/shop/c2.py", script("c2", "'c1'"));
        assertRefused(project, "the down_revisions form a cycle: ");
    }

    @Test
    void a_link_that_leads_out_of_the_folder_is_refused() throws IOException {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        Path secret = Files.writeString(folder.resolve("secret.py"), script("c1", "None"));
        Files.createSymbolicLink(folder.resolve("versions/shop/c1.py"), secret);
        assertRefused(project, "it is a link that leads out of its folder");
    }

    @Test
    void huge_and_binary_files_are_refused() throws IOException {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        Path huge = folder.resolve("versions/shop/c1.py");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(5L << 30);
        }
        assertRefused(project, "the file is larger than 16 MiB");
        Files.write(huge, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertRefused(project, "the file is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "[other]\\nx = 1 | there is no section [alembic]",
                "[alembic] | no 'script_location' is configured",
                "[alembic]\\nscript_location = %(there)s | the variable 'there' has no value",
                "[alembic]\\nscript_location = %(script_location)s | contains itself",
                "[alembic]\\nscript_location = nowhere | there is no such folder",
                "[alembic]\\nscript_location = other:folder | the folder of the Python package 'other:folder'",
                "[alembic]\\nversion_locations = a:b\\npath_separator = tab | 'path_separator' is 'tab' instead of",
                "script_location = x | it is not a setting",
            })
    void a_broken_configuration_is_one_error(String ini, String message) {
        AlembicProject project = new AlembicProject(folder, Map.of());
        project.write("alembic.ini", ini.replace("\\n", "\n") + "\n");
        assertRefused(project, message);
    }

    @Test
    void a_broken_toml_file_and_a_misspelt_setting_are_errors() {
        AlembicProject project = new AlembicProject(folder, Map.of());
        project.write("pyproject.toml", "[tool.alembic\nscript_location = 1");
        assertRefused(project, "pyproject.toml:1:1: the configuration of Alembic cannot be read");
        assertRefused(
                AlembicProject.shop(folder.resolve("b"), Map.of("version_location", "x")),
                "Did you mean 'version_locations'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "select 1; | it contains no line '-- Running upgrade ...'",
                "-- Running downgrade a1c000000001 -> | it is the output of 'alembic downgrade --sql'",
                "-- Running upgrade  -> fff | upgrade.sql:1:1: the project has no revision fff",
                "-- Running upgrade fff -> a2c000000002 | revision a2c000000002 has another down_revision",
                "-- Running upgrade  -> a1c000000001\\n-- Running upgrade  -> a1c000000001 | :2:1: revision a1c000000001 occurs twice",
                "-- Running upgrade  -> a1c000000001\\n\\nselect 'x | upgrade.sql:3",
                "-- Running upgrade  -> a1c000000001\\n\\nROLLBACK; | 'rollback' would end the transaction",
            })
    void sql_of_other_scripts_is_refused(String sql, String message) {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        project.write("upgrade.sql", sql.replace("\\n", "\n") + "\n");
        assertRefused(project, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"format\": 2}",
                "{\"format\": 1, \"dialect\": \"postgresql\", \"revisions\": {}}",
                "{\"format\": 1, \"dialect\": \"sqlite\", \"revisions\": {\"fff\": {\"down_revision\": [], \"upgrade\": []}}}",
                "{\"format\": 1, \"dialect\": \"sqlite\", \"revisions\": {\"a2c000000002\": {\"down_revision\": [], \"upgrade\": []}}}",
                "{\"format\": 1, \"dialect\": \"sqlite\", \"revisions\": {\"a1c000000001\": {\"down_revision\": [],"
                        + " \"upgrade\": [{\"run_python\": \"x\"}]}}}",
                "{\"format\": 1, \"dialect\": \"sqlite\", \"revisions\": {\"a1c000000001\": {\"down_revision\": []}}}"
            })
    void a_recording_of_other_scripts_is_refused(String json) {
        AlembicProject project = AlembicProject.withRecording(folder, Kind.SQLITE);
        project.write("recording.json", json);
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            TrellisException refused = assertThrows(TrellisException.class, () -> project.adoptBoth(database));
            assertEquals(1, refused.problems().size(), refused.problems().toString());
            assertTrue(
                    String.valueOf(refused.problem().location()).contains("recording.json"),
                    refused.problem().toString());
            assertEquals(Map.of(), project.scriptTexts());
        }
    }

    @Test
    void text_in_messages_and_statements_does_not_reach_other_sections() {
        AlembicProject project = AlembicProject.withSql(folder, Kind.SQLITE);
        project.write("versions/shop/a1_customer.py", """
                "a\\x1b[31m\\n\\u2028-- upgrade\\nb"
                revision = 'a1c000000001'
                branch_labels = 'shop'
                """);
        project.write(
                "upgrade.sql",
                AlembicProject.output(Kind.SQLITE, "upgrade.sql")
                        .replace(
                                "UPDATE customer SET note = 'first' WHERE id = 1;",
                                "UPDATE customer SET note = 'first' WHERE id = 1;\n\nUPDATE customer SET name = '\n-- downgrade\n"
                                        + "-- Running upgrade a -> b\n' WHERE id = 2;"));
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            AdoptionReport report = project.adoptBoth(database);
            assertFalse(report.isFinding(), report.toString());
            assertTrue(
                    report.scripts().get(0).message().startsWith("a [31m"),
                    report.scripts().get(0).message());
            for (String text : project.scriptTexts().values()) {
                assertFalse(text.contains("\u001b"), text);
            }
        }
    }
}
