package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.yaml.YamlWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Input that somebody made to do harm, or by mistake: one clear error with its place, exit code 1, and a database in which
 * nothing has happened.
 */
@SuppressWarnings("NullAway.Init")
class HostileInputTest {
    private static final String HEADER = "revision: a0000000000a\nbranch_labels: [notes]\n";

    @TempDir
    Path folder;

    // ---- scripts ----

    @Test
    void a_bomb_of_aliases_in_a_header() throws Exception {
        script("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" + HEADER);
        refused("refused_yaml", "db/a.yaml:1:", "anchors");
    }

    @Test
    void a_bomb_of_aliases_in_a_body() throws Exception {
        script(HEADER + "upgrade:\n  - execute: &a [x, x]\n  - execute: [*a, *a, *a]\n");
        refused("refused_yaml", "db/a.yaml:4:", "anchors");
    }

    @Test
    void nesting_without_end() throws Exception {
        script(HEADER + "upgrade: " + "[".repeat(100_000) + "]".repeat(100_000) + "\n");
        refused("", "db/a.yaml", "nest");
    }

    @Test
    void nesting_without_end_in_a_header() throws Exception {
        script("revision: " + "{a: ".repeat(100_000) + "\n");
        refused("", "db/a.yaml", "nest");
    }

    @Test
    void a_file_of_100_megabytes() throws Exception {
        script(HEADER);
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("db/a.yaml").toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        refused("malformed_script", "db/a.yaml", "larger than 16 MiB");
    }

    @Test
    void a_NUL_in_yaml() throws Exception {
        script(HEADER + "message: a\0b\n");
        refused("", "db/a.yaml", "NUL");
    }

    @Test
    void a_NUL_in_a_name() throws Exception {
        script(HEADER + "upgrade:\n  - drop_table: \"a\\0b\"\n");
        refused("illegal_identifier", "db/a.yaml:4:", "NUL");
    }

    @Test
    void bytes_that_are_no_utf_8() throws Exception {
        script(HEADER);
        Files.write(folder.resolve("db/a.yaml"), new byte[] {'r', 'e', (byte) 0xc3, (byte) 0x28, '\n'});
        refused("malformed_script", "db/a.yaml", "not UTF-8");
    }

    @Test
    void a_link_out_of_the_folder() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        Path secret = Files.writeString(folder.resolve("secret.yaml"), HEADER + "message: top secret\n");
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), secret);
        CommandLineRun run = refused("outside_folder", "db/a.yaml", "leads out of the folder");
        assertFalse(run.err().contains("top secret"), run.err());
    }

    @Test
    void a_loop_of_links() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), folder.resolve("db/b.yaml"));
        Files.createSymbolicLink(folder.resolve("db/b.yaml"), folder.resolve("db/a.yaml"));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.FAILED, run.code(), run.out() + run.err());
        assertEquals(
                2,
                run.err()
                        .lines()
                        .filter(line -> line.startsWith("error: unreadable_file: "))
                        .count(),
                run.err());
        assertUntouched();
    }

    @Test
    void a_folder_that_is_a_loop_of_links() throws Exception {
        configure("");
        Files.createSymbolicLink(folder.resolve("db"), folder.resolve("db"));
        refused("unreadable_file", "db", "not a folder");
    }

    @Test
    void a_folder_that_is_a_file() throws Exception {
        configure("");
        CommandLineRun.write(folder, "db", "x");
        refused("unreadable_file", "db", "not a folder");
    }

    @Test
    void a_pipe_that_nobody_writes_to() throws Exception {
        configure("");
        Files.createDirectories(folder.resolve("db"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", folder.resolve("db/a.yaml").toString())
                        .start()
                        .waitFor());
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> refused("unreadable_file", "db/a.yaml", "it is not a file"));
    }

    @Test
    void a_link_within_the_folder_is_a_script() throws Exception {
        script(HEADER + "upgrade: []\n");
        Files.move(folder.resolve("db/a.yaml"), folder.resolve("db/a.txt"));
        Files.createSymbolicLink(folder.resolve("db/a.yaml"), Path.of("a.txt"));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.OK, run.code(), run.err());
    }

    @Test
    void a_byte_order_mark_is_passed_over() throws Exception {
        script("\uFEFF" + HEADER + "upgrade: []\n");
        configure("");
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "\uFEFF" + Files.readString(folder.resolve("trellis.yaml")) + "log_sql: false\n");
        CommandLineRun.write(folder, "db/b.sql", "\uFEFF-- revision: b1\n-- down_revision: a0000000000a\n-- upgrade\n");
        CommandLineRun.write(folder, "db/model.yaml", "\uFEFFtables: {}\n");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.OK, run.code(), run.err());
        CommandLineRun check = CommandLineRun.of(folder, "check");
        assertEquals(Main.OK, check.code(), check.err());
    }

    @Test
    void a_terminal_is_not_told_what_to_do_by_a_name() throws Exception {
        script(HEADER + "upgrade:\n  - \"\\e[2J\\e]0;x\\a\": {}\n");
        CommandLineRun run = refused("unknown_operation", "db/a.yaml:4:", "\\u001b[2J");
        assertFalse(run.err().contains("\u001b"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../out", "/etc/out", "a/b", "a'; drop table note; --", "a b", "a\\nb", ""})
    void a_revision_that_is_no_identifier(String id) throws Exception {
        script("revision: \"" + id + "\"\nbranch_labels: [notes]\n");
        refused("illegal_identifier", "db/a.yaml:1:11: ", "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b", "a:b", "head", "../out", "/etc", "a/b", "..", ".hidden", "-x", "+1", " ", "", "a\\b", "a'b",
                "a\nb"
            })
    void a_label_that_is_none(String label) throws Exception {
        String written = YamlWriter.line(label);
        script("message: x\nrevision: a0000000000a\nbranch_labels: [" + written + "]\n");
        refused("illegal_identifier", "db/a.yaml:3:17: ", "Use letters, digits and underscores");

        script(HEADER);
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:hostile.db\"}\nbranches: {" + written + ": {directory: other}}\n");
        refused("illegal_identifier", "trellis.yaml", "Use letters, digits and underscores");

        configure("");
        CommandLineRun run =
                CommandLineRun.of(folder, "revision", "--head", "base", "--branch-label", label, "-m", "x");
        assertEquals(label.startsWith("-") ? Main.USAGE : Main.FAILED, run.code(), run.out() + run.err());
        assertEquals(List.of("a.yaml"), files("db"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "/etc/x", "..", "x-", "a b", ""})
    void an_identifier_that_would_be_another_path(String id) throws Exception {
        script(HEADER);
        CommandLineRun run = CommandLineRun.of(folder, "revision", "--head", "notes@head", "--rev-id", id, "-m", "x");
        assertEquals(Main.FAILED, run.code(), run.out() + run.err());
        assertTrue(run.err().startsWith("error: illegal_identifier: "), run.err());
        assertEquals(List.of("a.yaml"), files("db"));
    }

    @Test
    void a_message_is_no_path() throws Exception {
        script(HEADER);
        CommandLineRun run = CommandLineRun.of(
                folder, "revision", "--head", "notes@head", "--rev-id", "b1", "-m", "../../x/\\ \0 \u001b[2J: 'y'");
        assertEquals(Main.OK, run.code(), run.out() + run.err());
        assertEquals(List.of("a.yaml", "b1_x_2j_y.yaml"), files("db"));
        assertEquals(Main.OK, CommandLineRun.of(folder, "history").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../{revision}",
                "/tmp/{revision}",
                "a/{slug}",
                ".{slug}",
                "-{slug}",
                "..",
                "",
                "{nothing}",
                "{",
                "a\\{slug}"
            })
    void a_template_that_leads_out_of_the_folder(String template) throws Exception {
        script(HEADER);
        configure("");
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                Files.readString(folder.resolve("trellis.yaml")) + "file_template: " + YamlWriter.line(template)
                        + "\n");
        List<String> before = files(".");
        CommandLineRun run = CommandLineRun.of(folder, "revision", "--head", "notes@head", "--rev-id", "b1", "-m", "x");
        if (template.equals("{")) {
            assertEquals(Main.OK, run.code(), run.err());
            return;
        }
        assertEquals(Main.FAILED, run.code(), run.out() + run.err());
        assertTrue(run.err().contains("'file_template'"), run.err());
        assertEquals(List.of("a.yaml"), files("db"));
        assertEquals(before, files("."));
    }

    @Test
    void names_made_for_injection_are_only_names() throws Exception {
        String table = "x\\\"; drop table note; --";
        String column = "c\\\"] ' ` ; --";
        script(HEADER + """
                upgrade:
                  - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                  - create_table: {name: "%s", columns: {"%s": integer, v: {type: text, default: "'); drop table note; --"}}}
                """.formatted(table, column));
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.OK, run.code(), run.err());
        assertEquals(
                List.of("note", "trellis_history", "trellis_version", "x\"; drop table note; --"),
                query("select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by 1"));
        assertEquals(
                List.of("c\"] ' ` ; --", "v"),
                query("select name from pragma_table_info('x\"; drop table note; --') order by cid"));
    }

    // ---- the command line ----

    @ParameterizedTest
    @ValueSource(strings = {"'; drop table trellis_version; --", "../../etc", "notes@'", "%", "\0", "+", "a:b:c"})
    void a_target_that_is_none(String target) throws Exception {
        script(HEADER + "upgrade: []\n");
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", target);
        assertEquals(Main.FAILED, run.code(), run.out() + run.err());
        assertOneError(run);
        assertUntouched();
    }

    // ---- the configuration ----

    @Test
    void a_key_that_is_not_known() throws Exception {
        configure("version_tabel: x\n");
        refused("unknown_key", "trellis.yaml:3:", "version_table");
    }

    @Test
    void a_bomb_in_the_configuration() throws Exception {
        configure("naming: &a {pk: x}\nenvironments: {test: *a}\n");
        refused("refused_yaml", "trellis.yaml:3:", "anchors");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    branches: []                           | 'branches'
                    branches: {x: {directory: [a]}}        | 'directory'
                    branches: {x: {directory: "\\0"}}      | 'directory'
                    branches: {x: {maintain: often}}       | 'maintain'
                    branches: {x: {directry: db}}          | directory
                    plugins: {paths: x}                    | path
                    plugins: 5                             | 'plugins'
                    log_sql: 5                             | 'log_sql'
                    lock_timeout: soon                     | 'lock_timeout'
                    lock_timeout: 99999999999s             | 'lock_timeout'
                    transactions: some                     | 'transactions'
                    naming: {primary: x}                   | 'primary'
                    version_table: {}                      | 'version_table'
                    version_table: ""                      | it is empty
                    history_table: "a\\0b"                 | NUL
                    history_table: trellis_version         | 'history_table'
                    environments: {test: {databse: {}}}    |
                    file_template: [a]                     | 'file_template'
                    """)
    void a_setting_that_is_none(String line, String words) throws Exception {
        configure("");
        CommandLineRun.write(
                folder, "trellis.yaml", "database: {url: \"jdbc:sqlite:hostile.db\"}\n" + line.strip() + "\n");
        if (words == null) {
            CommandLineRun run = CommandLineRun.of(folder, "-n", "test", "heads");
            assertTrue(run.err().startsWith("error: unknown_key: ") && run.err().contains("'database'"), run.err());
            return;
        }
        refused("", "trellis.yaml:2:", words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trellis.yaml", "db/model.yaml"})
    void other_files_of_100_megabytes(String name) throws Exception {
        script(HEADER + "upgrade: []\n");
        CommandLineRun.write(folder, name, "");
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        CommandLineRun run = CommandLineRun.of(folder, "db-create", "--force-yes");
        assertEquals(Main.FAILED, run.code(), run.err());
        assertOneError(run);
        assertTrue(run.err().contains(name + ": it is larger than 16 MiB"), run.err());
    }

    @Test
    void a_model_that_is_no_text() throws Exception {
        script(HEADER + "upgrade: []\n");
        Files.write(folder.resolve("db/model.yaml"), new byte[] {'a', ':', (byte) 0xc3, (byte) 0x28, '\n'});
        CommandLineRun run = CommandLineRun.of(folder, "db-create", "--force-yes");
        assertEquals(Main.FAILED, run.code(), run.err());
        assertOneError(run);
        assertTrue(run.err().contains("model.yaml: it is not UTF-8"), run.err());
    }

    @Test
    void a_configuration_that_is_no_text() throws Exception {
        configure("");
        Files.write(folder.resolve("trellis.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        refused("", "trellis.yaml", "");
    }

    // ---- what all have in common ----

    private void script(String text) {
        configure("");
        CommandLineRun.write(folder, "db/a.yaml", text);
    }

    private void configure(String more) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:hostile.db\"}\nbranches: {notes: {directory: db}}\n" + more);
    }

    /** @param name the stable name of the error, or empty where any will do */
    private CommandLineRun refused(String name, String place, String words) throws Exception {
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.FAILED, run.code(), run.out() + run.err());
        assertOneError(run);
        assertTrue(run.err().startsWith("error: " + name), run.err());
        assertFalse(run.err().startsWith("error: internal_error"), run.err());
        assertTrue(run.err().contains(place), run.err());
        assertTrue(run.err().contains(words), run.err());
        assertTrue(run.err().length() < 2000, run.err());
        assertUntouched();
        return run;
    }

    private static void assertOneError(CommandLineRun run) {
        assertEquals(
                1, run.err().lines().filter(line -> line.startsWith("error: ")).count(), run.err());
        assertFalse(run.err().contains("\tat ") || run.err().contains("internal_error"), run.err());
        assertEquals("", run.out());
    }

    /** Where only the database could tell that the script had to be read, it has been looked into; that makes no table. */
    private void assertUntouched() throws SQLException, IOException {
        Path file = folder.resolve("hostile.db");
        if (Files.exists(file) && Files.size(file) > 0) {
            assertEquals(List.of(), query("select name from sqlite_master"));
        }
    }

    private List<String> files(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("hostile.db"));
                ResultSet result = connection.createStatement().executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
