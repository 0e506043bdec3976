package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors about databases that cannot be reached; they never contain the password. */
@SuppressWarnings("NullAway.Init")
class UnreachableDatabaseTest {
    private static final String SECRET = "hunter2-is-secret";

    @TempDir
    Path folder;

    @Test
    void a_server_that_does_not_exist() {
        CommandLineRun run = current("jdbc:postgresql://localhost:1/nowhere?password=" + SECRET, "joe", "");
        assertTrue(
                run.err().startsWith("error: cannot_connect: cannot connect to jdbc:postgresql://localhost:1/nowhere"),
                run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb", "mysql"})
    void an_unknown_host_is_named_as_the_cause(String database) {
        CommandLineRun run = current("jdbc:" + database + "://no-such-host.invalid:1/nowhere", "joe", "");
        assertTrue(run.err().contains("unknown host: no-such-host.invalid"), run.err());
    }

    @Test
    void a_wrong_password() {
        try (TestDatabase database = TestDatabase.open(Kind.MARIADB)) {
            CommandLineRun run = current(database.url(), "joe", SECRET);
            assertTrue(run.err().startsWith("error: access_denied: the database at " + database.url()), run.err());
            assertTrue(run.err().contains("refuses user 'joe'"), run.err());
        }
    }

    @Test
    void a_database_without_a_dialect() {
        CommandLineRun run = current("jdbc:oracle:thin:scott/" + SECRET + "@host", "", SECRET);
        assertTrue(run.err().startsWith("error: unknown_database: no dialect accepts the URL "), run.err());
    }

    private CommandLineRun current(String url, String user, String password) {
        CommandLineRun.write(
                folder,
                "trellis.yaml",
                "database: {url: \"" + url + "\", user: \"" + user + "\", password: \"" + password + "\"}\n");
        CommandLineRun run = CommandLineRun.of(folder, "current", "-v");
        assertEquals(Main.EXIT_FAILED, run.code());
        assertEquals("", run.out());
        assertFalse(run.err().contains(SECRET), run.err());
        return run;
    }
}
