package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    @ParameterizedTest
    @ValueSource(strings = {"../../out", "/etc/out", "a/b", "a'; drop table note; --", "a b", "a\\nb", ""})
    void a_revision_that_is_no_identifier(String id) throws Exception {
        script("revision: \"" + id + "\"\nbranch_labels: [notes]\n");
        refused("illegal_identifier", "", "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "a:b", "head"})
    void a_label_that_is_none(String label) throws Exception {
        script("revision: a0000000000a\nbranch_labels: [\"" + label + "\"]\n");
        refused("illegal_identifier", "", "'");
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

    @Test
    void a_configuration_that_is_no_text() throws Exception {
        configure("");
        Files.write(folder.resolve("trellis.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        refused("", "trellis.yaml", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://joe:s3cr3t-word@127.0.0.1:1/x",
                "jdbc:postgresql://127.0.0.1:1/x?user=joe&password=s3cr3t-word",
                "jdbc:mariadb://127.0.0.1:1/x?user=joe&password=s3cr3t-word",
                "jdbc:nonsense://joe:s3cr3t-word@127.0.0.1:1/x",
                "jdbc:sqlite:/nowhere/at/all.db?password=s3cr3t-word",
                "jdbc:h2:/nowhere/at/all;IFEXISTS=TRUE;PASSWORD=s3cr3t-word"
            })
    void a_password_in_a_url_is_in_no_output(String url) {
        for (String flag : List.of("-q", "-v", "--json", "--log-sql")) {
            CommandLineRun.write(
                    folder, "trellis.yaml", "database: {url: \"" + url + "\"}\nbranches: {notes: {directory: db}}\n");
            CommandLineRun.write(folder, "db/a.yaml", HEADER + "upgrade: []\n");
            CommandLineRun run = CommandLineRun.of(folder, flag, "upgrade", "heads");
            assertEquals(Main.FAILED, run.code(), run.out() + run.err());
            assertFalse((run.out() + run.err()).contains("s3cr3t"), run.out() + run.err());
        }
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
