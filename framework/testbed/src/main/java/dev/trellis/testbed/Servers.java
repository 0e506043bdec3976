package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one server of each kind that this JVM uses, started when it is first asked for. */
final class Servers {
    private static final Map<TestDatabase.Kind, Server> STARTED = new EnumMap<>(TestDatabase.Kind.class);
    private static final Map<TestDatabase.Kind, RuntimeException> FAILED = new EnumMap<>(TestDatabase.Kind.class);
    private static @Nullable FileChannel turn;

    private Servers() {}

    /** @throws IllegalStateException when it does not start, then and at every later call, with the reason */
    static synchronized Server of(TestDatabase.Kind kind) {
        RuntimeException failure = FAILED.get(kind);
        if (failure != null) {
            throw new IllegalStateException(failure.getMessage(), failure);
        }
        Server server = STARTED.get(kind);
        if (server == null) {
            try {
                server = start(kind);
            } catch (RuntimeException e) {
                FAILED.put(kind, e);
                throw e;
            }
            STARTED.put(kind, server);
        }
        return server;
    }

    private static Server start(TestDatabase.Kind kind) {
        String url = System.getenv("TRELLIS_TEST_" + kind + "_URL");
        if (url != null && !url.isBlank()) {
            takeTurn();
            return Server.at(kind, url);
        }
        return switch (kind) {
            case POSTGRESQL -> PostgresqlServer.start();
            case MARIADB -> MariadbServer.start();
            case MYSQL -> MysqlServer.start();
            case H2 -> H2Server.start();
            case SQLITE -> throw new IllegalArgumentException(kind + " has no server");
        };
    }

    /**
     * Until this JVM ends, no other one tests on a server that is not its own: some tests make databases of a fixed name, or
     * look at all that there are. One turn for all servers, for two JVMs would wait for each other's.
     */
    private static void takeTurn() {
        if (turn == null) {
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "trellis-testbed-" + System.getProperty("user.name") + ".turn");
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel.lock();
                turn = channel;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot wait for a turn with " + file, e);
            }
        }
    }
}
