package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The servers of this JVM, one of each kind, started on first use. */
final class Servers {
    private static final Map<TestDatabase.Kind, Server> STARTED = new EnumMap<>(TestDatabase.Kind.class);
    private static final Map<TestDatabase.Kind, RuntimeException> FAILED = new EnumMap<>(TestDatabase.Kind.class);
    private static @Nullable FileChannel lockFile;

    private Servers() {}

    /**
     * Returns the server of a kind.
     *
     * @throws IllegalStateException if the server does not start; at every further call, too
     */
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
            lockSharedServers();
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
     * Locks the shared servers, which no test JVM has started, until this JVM ends; first waits until no other JVM uses
     * them. The lock is necessary because some tests create databases with a fixed name or list all databases. One lock
     * covers all servers, because two JVMs with one lock per server could wait for each other.
     */
    private static void lockSharedServers() {
        if (lockFile == null) {
            Path file = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "trellis-testbed-" + System.getProperty("user.name") + ".lock");
            try {
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel.lock();
                lockFile = channel;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot lock " + file, e);
            }
        }
    }
}
