package dev.trellis.testbed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Starts a MySQL server that does not flush its data to disk, which makes it fast. */
final class MysqlServer {
    private static final Pattern MISSING = Pattern.compile("loading shared libraries: ([a-z0-9.]+):");

    private static final List<String> DATA_OPTIONS = List.of(
            "--disable-log-bin",
            "--performance-schema=OFF",
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-flush-method=nosync",
            "--innodb-doublewrite=OFF",
            "--innodb-redo-log-capacity=16M",
            "--innodb-buffer-pool-size=64M",
            "--innodb-use-native-aio=0");

    /**
     * The statements that create root for 127.0.0.1. Without name resolution, the predefined root@localhost does not match
     * this address.
     */
    private static final String USERS =
            "create user root@'127.0.0.1';\ngrant all on *.* to root@'127.0.0.1' with grant option;\n";

    private MysqlServer() {}

    /** Returns the shell from the archive of the server; null without the archive or a library that the shell needs. */
    static @Nullable Path client() {
        if (archive() == null) {
            return null;
        }
        try {
            Path client = home().resolve("bin/mysql");
            return versionOutput(client).contains(" Ver ") ? client : null;
        } catch (IOException e) {
            return null;
        }
    }

    static Server start() {
        Path home = home();
        return LocalServer.start("mysql", "KILL", server -> {
            Path data = initialData(server, home, DATA_OPTIONS, USERS);
            server.serve(serving(server, home, data, DATA_OPTIONS));
            return address(server);
        });
    }

    /**
     * Returns a folder with the data of a new server.
     *
     * @param options the options that determine the format of the data
     * @param users the statements that create the users
     */
    static Path initialData(LocalServer server, Path home, List<String> options, String users)
            throws IOException, InterruptedException {
        List<String> stated = new ArrayList<>(options);
        stated.add(users);
        return InitialData.copy(
                server,
                home,
                stated,
                folder -> server.run(MysqlOptions.with(
                        command(server, home, folder, options),
                        "--initialize-insecure",
                        "--disable-log-bin",
                        "--init-file=" + Files.writeString(server.folder().resolve("users.sql"), users))));
    }

    /** Returns the command that serves a folder of data without encryption. */
    static List<String> serving(LocalServer server, Path home, Path data, List<String> options) {
        return MysqlOptions.with(
                MysqlOptions.serving(server, command(server, home, data, options)),
                "--mysqlx=OFF",
                // Without this option the server generates certificates.
                "--auto-generate-certs=OFF",
                "--tls-version=",
                "--caching-sha2-password-auto-generate-rsa-keys=OFF");
    }

    /** Returns the address of a server, with its administrator. */
    static Server address(LocalServer server) {
        return new Server(
                TestDatabase.Kind.MYSQL,
                new Server.Address("jdbc:mysql://127.0.0.1:" + server.port() + "/", "mysql", "?sslMode=DISABLED"),
                "root",
                null);
    }

    private static List<String> command(LocalServer server, Path home, Path data, List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mysqld").toString(),
                "--no-defaults",
                "--basedir=" + home,
                "--datadir=" + data,
                "--tmpdir=" + server.folder()));
        command.addAll(options);
        return MysqlOptions.command(server, command);
    }

    /** Unpacks one file of the archive and returns the folder that its path starts from. */
    static Path unpack(String file) {
        home();
        return Binaries.unpackZip(Path.of(String.valueOf(archive())), file::equals, file, folder -> {});
    }

    /** Returns the folder of the server's programs. */
    static Path home() {
        Path archive = archive();
        if (archive == null) {
            throw new IllegalStateException("no MySQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + "; run 'mvn -pl framework/testbed"
                    + " process-resources' on Linux, or set TRELLIS_TEST_MYSQL_URL to a running server");
        }
        return Binaries.unpackZip(
                archive,
                entry -> entry.matches(
                        "bin/mysqld?|lib/private/(lib|icu).*|lib/plugin/component_reference_cache.so|share/(english|charsets)/.*|LICENSE"),
                "bin/mysqld",
                MysqlServer::addMissingLibraries);
    }

    /** Returns the archive in the local repository of Maven; null if the build did not download it. */
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

    /** Adds stand-ins for libraries that this machine lacks; see {@code linux-x86_64/make.sh}. */
    private static void addMissingLibraries(Path home) throws IOException {
        Path program = home.resolve("bin/mysqld");
        while (true) {
            String output = versionOutput(program);
            Matcher missing = MISSING.matcher(output);
            if (!missing.find()) {
                return;
            }
            String name = missing.group(1);
            try (InputStream in = MysqlServer.class.getResourceAsStream("linux-x86_64/" + name)) {
                if (in == null) {
                    throw new IOException("this machine lacks " + name + ", which MySQL requires");
                }
                Files.copy(in, home.resolve("lib/private").resolve(name));
            }
        }
    }

    private static String versionOutput(Path program) throws IOException {
        Process process = new ProcessBuilder(program.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return output;
    }
}
