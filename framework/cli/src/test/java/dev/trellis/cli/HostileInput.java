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
 * A project with malicious or broken input. Each command must print exactly one readable error with its place, exit with 1
 * and leave the database unchanged.
 */
@SuppressWarnings("NullAway.Init")
abstract class HostileInput {
    /** The header of the first script of a branch. */
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

    /**
     * Asserts that {@code upgrade heads} fails with one error.
     *
     * @param name the name of the error, or empty for any name
     * @param place a part of the error that contains the file and the line
     * @param words a part of the error
     */
    CommandLineRun refused(String name, String place, String words) throws Exception {
        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
        assertEquals(Main.EXIT_FAILED, run.code(), run.out() + run.err());
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

    /** Asserts that no table exists. The file of the database may exist: Trellis may have opened it to read its state. */
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
