package dev.trellis.testbed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Starts a PostgreSQL server that does not flush its data to disk, which makes it fast. */
final class PostgresqlServer {
    private static final List<String> INITDB_OPTIONS = List.of(
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--no-sync",
            "--no-instructions");

    private PostgresqlServer() {}

    static Server start() {
        Path home = Binaries.unpackTar(archive());
        return LocalServer.start("postgresql", "QUIT", server -> {
            server.changeOwner(server.folder());
            Path data = InitialData.copy(server, home, INITDB_OPTIONS, folder -> {
                server.changeOwner(Objects.requireNonNull(folder.getParent()));
                List<String> command =
                        new ArrayList<>(List.of(home.resolve("bin/initdb").toString(), "--pgdata=" + folder));
                command.addAll(INITDB_OPTIONS);
                server.run(unprivileged(server, command));
            });
            server.serve(unprivileged(
                    server,
                    List.of(
                            home.resolve("bin/postgres").toString(),
                            "-D",
                            data.toString(),
                            "-p",
                            Integer.toString(server.port()),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "fsync=off",
                            "-c",
                            "full_page_writes=off",
                            "-c",
                            "synchronous_commit=off",
                            "-c",
                            "shared_buffers=64MB",
                            "-c",
                            // Limits the memory used for the log; on disk, the default applies.
                            "max_wal_size=" + (TemporaryFolders.inMemory(server.folder()) ? "128MB" : "1GB"),
                            "-c",
                            "max_connections=200")));
            return new Server(
                    TestDatabase.Kind.POSTGRESQL,
                    new Server.Address("jdbc:postgresql://127.0.0.1:" + server.port() + "/", "postgres", ""),
                    "postgres",
                    null);
        });
    }

    private static String archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + processor + ".txz";
    }

    /**
     * Returns a command that runs as an unprivileged user if this JVM runs as root, because PostgreSQL refuses to run as
     * root.
     */
    private static List<String> unprivileged(LocalServer server, List<String> command) {
        if (!server.isRoot()) {
            return command;
        }
        List<String> extended = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=" + LocalServer.UNPRIVILEGED_USER,
                "--regid=" + LocalServer.UNPRIVILEGED_USER,
                "--clear-groups"));
        extended.addAll(command);
        return extended;
    }
}
