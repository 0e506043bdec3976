package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project with input that somebody made to do harm, or by mistake: one clear error with its place, exit code 1, and a
 * database in which nothing has happened.
 */
@SuppressWarnings("NullAway.Init")
abstract class HostileInput {
    /** Of a script that begins a branch. */
    static final String HEADER = "revision: a0000000000a\nbranch_labels: [notes]\n";

    @TempDir
    Path folder;

    void script(String text) {
        configure("");
        CommandLineRun.write(folder, "db/a.yaml", text);
    }

    void configure(String more) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"jdbc:sqlite:hostile.db\"}\nbranches: {notes: {directory: db}}\n" + more);
    }

    /** @param name the stable name of the error, or empty where any will do */
    CommandLineRun refused(String name, String place, String words) throws Exception {
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

    static void assertOneError(CommandLineRun run) {
        assertEquals(
                1, run.err().lines().filter(line -> line.startsWith("error: ")).count(), run.err());
        assertFalse(run.err().contains("\tat ") || run.err().contains("internal_error"), run.err());
        assertEquals("", run.out());
    }

    /** Where only the database could tell that the script had to be read, it has been looked into; that makes no table. */
    void assertUntouched() throws SQLException, IOException {
        Path file = folder.resolve("hostile.db");
        if (Files.exists(file) && Files.size(file) > 0) {
            assertEquals(List.of(), query("select name from sqlite_master"));
        }
    }

    List<String> files(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    List<String> query(String sql) throws SQLException {
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
