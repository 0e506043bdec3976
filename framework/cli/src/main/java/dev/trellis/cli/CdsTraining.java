package dev.trellis.cli;

import dev.trellis.inject.TrellisPlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.JarURLConnection;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does once, in a folder that {@code bin/trellis} names, what commands do, so that the JDK can keep the classes which
 * that takes; and unpacks SQLite's library, which its driver would otherwise do at every start.
 */
final class CdsTraining {
    /** No server is there to be spoken to, so the classes beside these are looked through instead. */
    private static final List<String> SERVER_CLASSES =
            List.of("org.postgresql.Driver", "org.mariadb.jdbc.Driver", "dev.trellis.Trellis");

    private static final List<String> COMMANDS = List.of(
            "upgrade heads",
            "upgrade heads",
            "heads",
            "current",
            "history",
            "check",
            "lint",
            "revision --autogenerate --head warm@head -m third",
            "upgrade heads",
            "check --json",
            "downgrade warm@-1",
            "heads --json");

    /** Servers by what a URL calls them. */
    private static final List<String> SERVERS = List.of("postgresql", "mariadb");

    /** As many revisions as are read by several threads. */
    private static final int PARALLEL_READ_SIZE = 40;

    private CdsTraining() {}

    /** @param args the folder, which is there */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        unpackSqlite(folder);
        for (String driver : SERVER_CLASSES) {
            load(driver);
        }
        Path work = Files.createTempDirectory("trellis");
        try {
            commands(work);
        } finally {
            delete(work);
        }
    }

    /** The exit codes of the commands, by command. */
    static Map<String, Integer> commands(Path work) throws IOException {
        Path scripts = Files.createDirectory(work.resolve("scripts"));
        Path config = work.resolve("trellis.yaml");
        Files.writeString(config, """
                database:
                  url: ${WARM_URL:-jdbc:sqlite:warm.db}
                branches:
                  warm:
                    directory: scripts
                    model: model.yaml
                plugins:
                  path: plugins
                """);
        plugin(Files.createDirectory(work.resolve("plugins")).resolve("warm.jar"));
        Files.writeString(work.resolve("model.yaml"), """
                tables:
                  warm:
                    columns:
                      id: {type: bigint, nullable: false}
                      name: string(50)
                      more: text
                    primary_key: [id]
                    indexes: [{columns: [name]}]
                  warmer:
                    columns:
                      id: bigint
                      kept: {type: boolean, nullable: false, default: true}
                      warm_id: bigint
                    primary_key: [id]
                    unique: [[warm_id]]
                    checks: [{name: some, sql: "id > 0"}]
                    foreign_keys: [{columns: [warm_id], references: "warm(id)", on_delete: cascade}]
                """);
        Files.writeString(scripts.resolve("00000000aaaa_first.yaml"), """
                revision: 00000000aaaa
                down_revision: null
                branch_labels: [warm]
                message: first
                created: 2026-01-01T00:00:00Z

                upgrade:
                  - create_table:
                      name: warm
                      columns:
                        id: {type: bigint, nullable: false}
                        name: string(50)
                      primary_key: [id]
                  - create_index: {name: ix_warm_name, table: warm, columns: [name]}
                  - add_column: {table: warm, name: more, type: text}

                downgrade:
                  - drop_table: warm
                """);
        Files.writeString(scripts.resolve("00000000bbbb_second.sql"), """
                -- revision: 00000000bbbb
                -- down_revision: 00000000aaaa
                -- message: second

                -- upgrade
                update warm set name = '' where name is null;
                alter table warm add column extra integer;
                create index ix_warm_extra on warm (extra);
                """);
        for (int i = 0; i < PARALLEL_READ_SIZE; i++) {
            Files.writeString(scripts.resolve("00000000c" + (100 + i) + "_more.yaml"), """
                    revision: 00000000c%d
                    down_revision: %s
                    message: more

                    upgrade:
                      - create_index: {name: ix_warm_more, table: warm, columns: [more, name]}
                      - drop_index: {name: ix_warm_more, table: warm}
                    """.formatted(
                            100 + i, i == 0 ? "00000000bbbb" : "00000000c" + (99 + i)));
        }
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (String command : COMMANDS) {
            codes.put(command, run(("-c " + config + " " + command).split(" ", -1)));
        }
        codes.put("--help", run("--help"));
        withClosedPort(port -> {
            for (String server : SERVERS) {
                run(
                        "-c",
                        config.toString(),
                        "-x",
                        "WARM_URL=jdbc:" + server + "://127.0.0.1:" + port + "/warm",
                        "current");
            }
        });
        return codes;
    }

    /** A jar in a plugin folder; the plugin's class need not be in it, since it is found here as well. */
    private static void plugin(Path jar) throws IOException {
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + TrellisPlugin.class.getName()));
            entries.write(CdsTrainingPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
        }
    }

    /** Somebody to connect to, who hangs up at once: what a driver does up to there it does at every start. */
    private static void withClosedPort(IntConsumer visitors) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                while (!door.isClosed()) {
                    try {
                        // MariaDB's driver would wait to be greeted.
                        door.accept().close();
                    } catch (IOException e) {
                        // The door is closed.
                    }
                }
            });
            answering.setDaemon(true);
            answering.start();
            visitors.accept(door.getLocalPort());
        }
    }

    private static int run(String... args) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            return Main.run(CommandEnvironment.PROCESS, nowhere, nowhere, StartupPrefetch.begin(args), args);
        }
    }

    /** The file is found by the driver under this name in the folder that {@code org.sqlite.lib.path} names. */
    private static void unpackSqlite(Path folder) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        try {
            Object place = Class.forName("org.sqlite.util.OSInfo")
                    .getMethod("getNativeLibFolderPathForCurrentOS")
                    .invoke(null);
            try (InputStream library =
                    CdsTraining.class.getResourceAsStream("/org/sqlite/native/" + place + "/" + name)) {
                if (library != null) {
                    Files.copy(library, folder.resolve(name));
                    System.setProperty("org.sqlite.lib.path", folder.toString());
                }
            }
        } catch (ReflectiveOperationException e) {
            // There is no SQLite here, or another; it will look after itself.
        }
    }

    /** Loads every class of the jar that a class is in, as far as they go. */
    private static void load(String className) throws IOException {
        JarFile jar = jar(className);
        if (jar == null) {
            return;
        }
        String own = className.substring(0, className.lastIndexOf('.')).replace('.', '/');
        for (String path : jar.stream().map(entry -> entry.getName()).toList()) {
            if (path.startsWith(own) && path.endsWith(".class")) {
                try {
                    Class.forName(
                            path.substring(0, path.length() - 6).replace('/', '.'),
                            false,
                            CdsTraining.class.getClassLoader());
                } catch (ClassNotFoundException | LinkageError e) {
                    // It needs something optional.
                }
            }
        }
    }

    private static @Nullable JarFile jar(String className) throws IOException {
        URL url = CdsTraining.class.getResource("/" + className.replace('.', '/') + ".class");
        return url != null && url.openConnection() instanceof JarURLConnection connection
                ? connection.getJarFile()
                : null;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
