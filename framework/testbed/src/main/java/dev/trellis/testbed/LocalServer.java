package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server process that ends with this JVM, together with its folder, even when the JVM is killed.
 *
 * <p>A small shell keeps the server and reads from a pipe that only this JVM holds open. Whatever ends the JVM closes
 * the pipe; then the shell ends the server and deletes the folder.
 */
final class LocalServer {
    /** The user that root becomes where root is not welcome; it has this number on every Linux. */
    static final int NOBODY = 65534;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private static final String KEEPER = """
            signal=$1; folder=$2; shift 2
            trap '' HUP INT TERM
            exec 3<&0
            "$@" </dev/null 3<&- &
            server=$!
            {
                read -r _ <&3
                kill -s "$signal" "$server" 2>/dev/null
                while kill -0 "$server" 2>/dev/null; do sleep 0.05; done
                rm -rf "$folder"
            } >/dev/null 2>&1 &
            wait "$server"
            """;

    /** How a kind of server is set up in its folder and started; gives the server that then should answer. */
    interface Recipe {
        Server prepare(LocalServer server) throws IOException, InterruptedException;
    }

    private final String name;
    private final String signal;
    private final Path folder;
    private final Path log;
    private final int port;
    private final boolean root;
    private @Nullable Process keeper;

    private LocalServer(String name, String signal) throws IOException {
        this.name = name;
        this.signal = signal;
        this.folder = Folders.temporary("trellis-" + name + "-");
        this.log = Files.createFile(folder.resolve("log"));
        this.root = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param signal what makes the server leave at once and clean up behind it
     * @throws IllegalStateException when it does not, with the end of what it printed
     */
    static Server start(String name, String signal, Recipe recipe) {
        // Another process may take the free port before the server does, which then ends by itself.
        for (int attempt = 1; ; attempt++) {
            try {
                LocalServer local = new LocalServer(name, signal);
                try {
                    Server server = recipe.prepare(local);
                    local.await(server);
                    return server;
                } catch (IOException | IllegalStateException e) {
                    boolean mute = local.keeper != null && local.keeper.isAlive();
                    local.discard();
                    if (mute || attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while starting " + name, e);
            }
        }
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    /** Whether this JVM runs as root. */
    boolean root() {
        return root;
    }

    /** Lets another user own the folder, if we may. */
    void giveTo(int user) throws IOException {
        if (root) {
            Files.setAttribute(folder, "unix:uid", user);
        }
    }

    /** Runs a command to its end. */
    void run(List<String> command) throws IOException, InterruptedException {
        run(command, null);
    }

    /** Runs a command to its end, with a file as its input. */
    void run(List<String> command, @Nullable Path input) throws IOException, InterruptedException {
        ProcessBuilder builder = logged(command);
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw failure("did not end: " + command);
        }
        if (process.exitValue() != 0) {
            throw failure("exit code " + process.exitValue() + " from " + command);
        }
    }

    /** Starts the command that is the server. */
    void serve(List<String> command) throws IOException {
        List<String> kept =
                new ArrayList<>(List.of("/bin/sh", "-c", KEEPER, "trellis-testbed", signal, folder.toString()));
        kept.addAll(command);
        keeper = logged(kept).start();
    }

    private ProcessBuilder logged(List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void await(Server server) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try (Connection connection = server.connect()) {
                if (connection.isValid(0)) {
                    return;
                }
            } catch (SQLException e) {
                if (keeper == null || !keeper.isAlive()) {
                    throw failure("it ended by itself");
                }
                if (Instant.now().isAfter(end)) {
                    throw failure("no answer within " + PATIENCE.toSeconds() + " s, but " + e.getMessage());
                }
            }
            Thread.sleep(20);
        }
    }

    private void discard() throws IOException {
        if (keeper == null) {
            Folders.delete(folder);
        } else {
            keeper.getOutputStream().close();
        }
    }

    private IllegalStateException failure(String reason) {
        String said;
        try {
            said = Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            said = e.toString();
        }
        said = said.substring(Math.max(0, said.length() - 4000));
        return new IllegalStateException("cannot start " + name + ": " + reason + "\n" + said);
    }
}
