package dev.trellis.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts a MySQL that may lose everything at any time, and is fast for it. */
final class MysqlServer {
    private static final Pattern MISSING = Pattern.compile("loading shared libraries: ([a-z0-9.]+):");

    private MysqlServer() {}

    /** The shell that lies beside the server; null where there is none, or where it lacks a library of this machine. */
    static @Nullable Path client() {
        if (archive() == null) {
            return null;
        }
        try {
            Path client = home().resolve("bin/mysql");
            return said(client).contains(" Ver ") ? client : null;
        } catch (IOException e) {
            return null;
        }
    }

    static Server start() {
        Path home = home();
        return LocalServer.start("mysql", "KILL", server -> {
            Path data = server.folder().resolve("data");
            List<String> command = command(server, home, data);
            server.run(MysqlBase.with(command, "--initialize-insecure", "--init-file=" + users(server)));
            server.serve(MysqlBase.with(
                    MysqlBase.serving(server, command),
                    "--mysqlx=OFF",
                    // Else it makes itself certificates.
                    "--auto-generate-certs=OFF",
                    "--tls-version=",
                    "--caching-sha2-password-auto-generate-rsa-keys=OFF"));
            return new Server(
                    TestDatabase.Kind.MYSQL,
                    "jdbc:mysql://127.0.0.1:" + server.port() + "/",
                    "mysql",
                    "?sslMode=DISABLED",
                    "root",
                    null);
        });
    }

    /** Without names, 127.0.0.1 is not the localhost that root comes from. */
    private static Path users(LocalServer server) throws IOException {
        return Files.writeString(
                server.folder().resolve("users.sql"),
                "create user root@'127.0.0.1';\ngrant all on *.* to root@'127.0.0.1' with grant option;\n");
    }

    private static List<String> command(LocalServer server, Path home, Path data) {
        List<String> command = List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data,
                "--tmpdir=" + server.folder(),
                "--disable-log-bin",
                "--performance-schema=OFF",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-flush-method=nosync",
                "--innodb-doublewrite=OFF",
                "--innodb-redo-log-capacity=16M",
                "--innodb-buffer-pool-size=64M",
                "--innodb-use-native-aio=0");
        return MysqlBase.command(server, command);
    }

    private static Path home() {
        Path archive = archive();
        if (archive == null) {
            throw new IllegalStateException("no MySQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + " beside the testbed; run 'mvn -pl framework/testbed"
                    + " process-resources' on Linux, or set TRELLIS_TEST_MYSQL_URL to one that runs");
        }
        return Binaries.unpackZip(
                archive,
                entry -> entry.matches(
                        "bin/mysqld?|lib/private/(lib|icu).*|lib/plugin/component_reference_cache.so|share/(english|charsets)/.*|LICENSE"),
                "bin/mysqld",
                MysqlServer::lendLibraries);
    }

    /** Where Maven keeps the archive; null where the build did not ask for it. */
    private static @Nullable Path archive() {
        Properties properties = new Properties();
        try (InputStream in = MysqlServer.class.getResourceAsStream("mysql.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("the testbed's mysql.properties cannot be read", e);
        }
        Path archive = Path.of(properties.getProperty("archive", ""));
        return Files.isRegularFile(archive) ? archive : null;
    }

    /** Puts stand-ins beside the server for the libraries that the machine has not; see {@code linux-x86_64/make.sh}. */
    private static void lendLibraries(Path home) throws IOException {
        Path program = home.resolve("bin/mysqld");
        while (true) {
            String said = said(program);
            Matcher missing = MISSING.matcher(said);
            if (!missing.find()) {
                return;
            }
            String name = missing.group(1);
            try (InputStream in = MysqlServer.class.getResourceAsStream("linux-x86_64/" + name)) {
                if (in == null) {
                    throw new IOException("this machine has no " + name + ", without which MySQL does not start");
                }
                Files.copy(in, home.resolve("lib/private").resolve(name));
            }
        }
    }

    private static String said(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
