package dev.trellis.dialect.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of SQLite databases in JDBC URLs, on a simulated file system of Windows. */
class SqlitePathsTest {
    private final FileSystem windows = Jimfs.newFileSystem(
            Configuration.windows().toBuilder().setRoots("C:\\", "D:\\").build());
    private final Path folder = windows.getPath("C:\\app");

    @AfterEach
    void close() throws IOException {
        windows.close();
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:shop.db,                       jdbc:sqlite:C:\\app\\shop.db",
        "jdbc:sqlite:data/shop.db,                  jdbc:sqlite:C:\\app\\data\\shop.db",
        "jdbc:sqlite:data\\shop.db,                 jdbc:sqlite:C:\\app\\data\\shop.db",
        "jdbc:sqlite:shop.db?busy_timeout=1&cache=a, jdbc:sqlite:C:\\app\\shop.db?busy_timeout=1&cache=a",
        "jdbc:sqlite:D:\\data\\shop.db?cache=shared, jdbc:sqlite:D:\\data\\shop.db?cache=shared",
        "jdbc:sqlite:file:shop.db,                  jdbc:sqlite:file:shop.db",
        "jdbc:sqlite::memory:,                      jdbc:sqlite::memory:",
        "jdbc:sqlite:,                              jdbc:sqlite:",
        "jdbc:sqlite:a|b.db,                        jdbc:sqlite:a|b.db",
    })
    void sqlite_resolves_a_relative_file(String url, @Nullable String expected) {
        assertEquals(expected, new SqliteDialect().resolveUrl(url, folder));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:C:\\app\\shop.db?cache=shared,       C:\\app\\shop.db",
        "jdbc:sqlite:c:/app/shop.db,                      C:\\APP\\SHOP.DB",
        "jdbc:sqlite:file:C:/app/shop.db?mode=rwc,        C:\\app\\shop.db",
        "jdbc:sqlite:file:/C:/app/shop.db,                C:\\app\\shop.db",
        "jdbc:sqlite:file:///C:/app/shop.db,              C:\\app\\shop.db",
        "jdbc:sqlite:file:///C:/app/shop.db?mode=memory,  ",
        "jdbc:sqlite:a|b.db,                              ",
        "jdbc:sqlite::memory:,                            ",
        "jdbc:sqlite:,                                    ",
    })
    void sqlite_finds_the_file_of_a_url(String url, @Nullable String expected) {
        assertEquals(expected == null ? null : windows.getPath(expected), SqliteDialect.databaseFile(url, windows));
    }
}
