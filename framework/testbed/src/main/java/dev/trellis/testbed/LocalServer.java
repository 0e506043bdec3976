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
 * A server process that ends with this JVM, even if the JVM is killed, and whose folder is deleted then.
 *
 * <p>A shell starts the server and reads from a pipe that only this JVM holds open. When the JVM ends for any reason, the
 * pipe closes, and the shell stops the server and deletes the folder.
 */
final class LocalServer {
    /** The id of the unprivileged user of every Linux, for servers that refuse to run as root. */
    static final int UNPRIVILEGED_USER = 65534;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;

    private static final String SUPERVISOR = """
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

    /** Sets up the folder of a server, starts it, and returns how to connect to it. */
    interface Setup {
        Server prepare(LocalServer server) throws IOException, InterruptedException;
    }

    private final String name;
    private final String signal;
    private final Path folder;
    private final Path log;
    private final int port;
    private final boolean isRoot;
    private @Nullable Process supervisor;

    private LocalServer(String name, String signal) throws IOException {
        this.name = name;
        this.signal = signal;
        this.folder = TemporaryFolders.temporary("trellis-" + name + "-");
        this.log = Files.createFile(folder.resolve("log"));
        this.isRoot = Integer.valueOf(0).equals(Files.getAttribute(folder, "unix:uid"));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = socket.getLocalPort();
        }
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param signal the signal that stops the server immediately and lets it clean up, for example {@code QUIT}
     * @throws IllegalStateException if the server does not answer; the message contains the end of the server's log
     */
    static Server start(String name, String signal, Setup recipe) {
        // If another process takes the free port first, the server ends immediately: try again.
        for (int attempt = 1; ; attempt++) {
            try {
                LocalServer local = new LocalServer(name, signal);
                try {
                    Server server = recipe.prepare(local);
                    local.awaitAnswer(server);
                    return server;
                } catch (IOException | IllegalStateException e) {
                    boolean running = local.supervisor != null && local.supervisor.isAlive();
                    local.discard();
                    if (running || attempt == ATTEMPTS) {
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

    /** Returns whether this JVM runs as root. */
    boolean isRoot() {
        return isRoot;
    }

    /** Makes the unprivileged user the owner of a folder if this JVM runs as root. */
    void changeOwner(Path owned) throws IOException {
        if (isRoot) {
            Files.setAttribute(owned, "unix:uid", UNPRIVILEGED_USER);
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
        if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw failure("did not end within the time limit: " + command);
        }
        if (process.exitValue() != 0) {
            throw failure("exit code " + process.exitValue() + " from " + command);
        }
    }

    /** Starts the server with the given command. */
    void serve(List<String> command) throws IOException {
        List<String> supervised =
                new ArrayList<>(List.of("/bin/sh", "-c", SUPERVISOR, "trellis-testbed", signal, folder.toString()));
        supervised.addAll(command);
        supervisor = logged(supervised).start();
    }

    private ProcessBuilder logged(List<String> command) {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void awaitAnswer(Server server) throws InterruptedException {
        Instant end = Instant.now().plus(TIMEOUT);
        while (true) {
            try (Connection connection = server.connect()) {
                if (connection.isValid(0)) {
                    return;
                }
            } catch (SQLException e) {
                if (supervisor == null || !supervisor.isAlive()) {
                    throw failure("the process ended");
                }
                if (Instant.now().isAfter(end)) {
                    throw failure("no answer within " + TIMEOUT.toSeconds() + " s: " + e.getMessage());
                }
            }
            Thread.sleep(20);
        }
    }

    /** Stops the server and deletes its folder. */
    void stop() throws IOException {
        discard();
    }

    private void discard() throws IOException {
        if (supervisor == null) {
            TemporaryFolders.delete(folder);
        } else {
            supervisor.getOutputStream().close();
        }
    }

    private IllegalStateException failure(String reason) {
        String output;
        try {
            output = Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            output = e.toString();
        }
        output = output.substring(Math.max(0, output.length() - 4000));
        return new IllegalStateException("cannot start " + name + ": " + reason + "\n" + output);
    }
}
