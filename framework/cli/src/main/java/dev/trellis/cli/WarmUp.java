package dev.trellis.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does once, in a folder that {@code bin/trellis} names, what commands do, so that the JDK can keep the classes which
 * that takes; and unpacks SQLite's library, which its driver would otherwise do at every start.
 */
final class WarmUp {
    /**
     * Nobody listens where drivers would connect to, and what is said of those databases is not needed here; so the
     * classes beside these are looked through instead.
     */
    private static final List<String> REMOTE =
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
            "downgrade warm@-1",
            "heads --json");

    private WarmUp() {}

    /** @param args the folder, which is there */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        unpackSqlite(folder);
        for (String driver : REMOTE) {
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
                  url: jdbc:sqlite:warm.db
                branches:
                  warm:
                    directory: scripts
                    model: model.yaml
                """);
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
                """);
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (String command : COMMANDS) {
            codes.put(command, run(("-c " + config + " " + command).split(" ", -1)));
        }
        codes.put("--help", run("--help"));
        return codes;
    }

    private static int run(String... args) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            return Main.run(nowhere, nowhere, args);
        }
    }

    /** The file is found by the driver under this name in the folder that {@code org.sqlite.lib.path} names. */
    private static void unpackSqlite(Path folder) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        try {
            Object place = Class.forName("org.sqlite.util.OSInfo")
                    .getMethod("getNativeLibFolderPathForCurrentOS")
                    .invoke(null);
            try (InputStream library = WarmUp.class.getResourceAsStream("/org/sqlite/native/" + place + "/" + name)) {
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
                            WarmUp.class.getClassLoader());
                } catch (ClassNotFoundException | LinkageError e) {
                    // It needs something optional.
                }
            }
        }
    }

    private static @Nullable JarFile jar(String className) throws IOException {
        URL url = WarmUp.class.getResource("/" + className.replace('.', '/') + ".class");
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
