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
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does once, in a folder that {@code bin/trellis} names, what commands do, so that the JDK can keep the classes which
 * that takes; and unpacks SQLite's library, which its driver would otherwise do at every start.
 */
final class WarmUp {
    /** Nobody listens where they would connect to, so their classes are looked through instead. */
    private static final List<String> REMOTE = List.of("org.postgresql.Driver", "org.mariadb.jdbc.Driver");

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

    private static void commands(Path work) throws IOException {
        Path scripts = Files.createDirectory(work.resolve("scripts"));
        Path config = work.resolve("trellis.yaml");
        Files.writeString(config, """
                database:
                  url: jdbc:sqlite:warm.db
                branches:
                  warm:
                    directory: scripts
                """);
        Files.writeString(scripts.resolve("00000000aaaa_first.yaml"), """
                revision: 00000000aaaa
                down_revision: null
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
        for (String command :
                List.of("upgrade heads", "upgrade heads", "heads", "current", "history", "heads --json")) {
            run(("-c " + config + " " + command).split(" ", -1));
        }
        run("--help");
    }

    private static void run(String... args) {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            Main.run(nowhere, nowhere, args);
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
