package dev.trellis.internal.workspace;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingConnectionTest {
    @TempDir
    Path folder = Path.of("");

    private static Session open(TestDatabase database, String url) {
        return Session.open(
                settings(database, url),
                Path.of("."),
                new PostgresqlDialect(),
                PendingConnectionTest.class.getClassLoader());
    }

    private static DatabaseSettings settings(TestDatabase database, String url) {
        return new DatabaseSettings(url, database.user(), database.password(), null);
    }

    private static PendingConnection begin(TestDatabase database, Supplier<Session> open) {
        return PendingConnection.begin(settings(database, database.url()), new PostgresqlDialect(), open);
    }

    @Test
    void the_pending_session_is_returned_each_time() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Session session = open(database, database.url())) {
            PendingConnection connecting = begin(database, () -> session);
            assertSame(session, connecting.await());
            assertSame(session, connecting.await());
        }
    }

    @Test
    void await_throws_what_opening_the_connection_has_thrown() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            PendingConnection connecting =
                    begin(database, () -> open(database, database.url().replaceFirst("/[^/?]*(\\?|$)", "/none$1")));
            assertEquals(
                    "cannot_connect",
                    assertThrows(DatabaseException.class, connecting::await).name());
        }
    }

    /** The connection is abandoned after it has been established, and before. */
    @Test
    void an_abandoned_connection_is_closed() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Session early = open(database, database.url());
                Session late = open(database, database.url())) {
            PendingConnection opened = begin(database, () -> early);
            opened.await();
            opened.abandon();
            assertTrue(early.connection().isClosed());

            CountDownLatch given = new CountDownLatch(1);
            PendingConnection slow = begin(database, () -> {
                awaitLatch(given);
                return late;
            });
            slow.abandon();
            given.countDown();
            assertTrue(isClosedSoon(late));
        }
    }

    private static boolean isClosedSoon(Session session) throws SQLException, InterruptedException {
        for (int i = 0; i < 1000 && !session.connection().isClosed(); i++) {
            Thread.sleep(10);
        }
        return session.connection().isClosed();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The problems of the scripts are reported first, and the connection is closed. */
    @Test
    void a_broken_script_is_reported_before_an_unreachable_server() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            Files.writeString(folder.resolve("a1.yaml"), "revision: a1\nnonsense\n");
            for (String url : new String[] {database.url(), "jdbc:postgresql://127.0.0.1:1/none"}) {
                Files.writeString(
                        folder.resolve("trellis.yaml"),
                        "database: {url: \"" + url + "\", user: \"" + database.user()
                                + "\"}\nbranches:\n  app: {directory: .}\n");
                try (Trellis trellis = new Trellis(
                        ConfigurationReader.read(folder.resolve("trellis.yaml"), null, Map.of(), name -> null),
                        Extensions.NONE,
                        Listener.NONE)) {
                    String text = assertThrows(
                                    TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE))
                            .problem()
                            .toString();
                    assertTrue(text.contains("a1.yaml"), text);
                }
            }
        }
    }

    private Configuration configuration(TestDatabase database, String more) throws IOException {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(
                folder.resolve("trellis.yaml"),
                "database: {url: \"" + database.url() + "\", user: \"" + database.user() + "\", password: \""
                        + (database.password() == null ? "" : database.password()) + "\"" + more
                        + "}\nbranches:\n  app: {directory: db}\n");
        return ConfigurationReader.read(folder.resolve("trellis.yaml"), null, Map.of(), name -> null);
    }

    @Test
    void an_offered_connection_is_used() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            Configuration configuration = configuration(database, "");
            PendingConnection connecting = requireNonNull(PendingConnection.begin(configuration));
            connecting.offer();
            try (Trellis trellis = new Trellis(configuration, Extensions.NONE, Listener.NONE)) {
                trellis.current();
                assertFalse(connecting.await().connection().isClosed());
            }
            assertTrue(connecting.await().connection().isClosed());
        }
    }

    @Test
    void an_offered_connection_to_another_database_is_abandoned() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            PendingConnection connecting = requireNonNull(PendingConnection.begin(configuration(database, "")));
            connecting.offer();
            try (Trellis trellis =
                    new Trellis(configuration(database, ", schema: public"), Extensions.NONE, Listener.NONE)) {
                trellis.current();
                assertTrue(isClosedSoon(connecting.await()));
            }
        }
    }

    @Test
    void a_file_database_has_no_pending_connection() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            Configuration configuration = configuration(database, "");
            assertTrue(PendingConnection.loadDriver(configuration));
            assertNull(PendingConnection.begin(configuration));
        }
    }
}
