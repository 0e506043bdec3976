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
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs typical commands once in a JVM that {@code bin/trellis} starts. The JVM records the classes of these commands in an
 * archive for class data sharing (CDS), and later starts of {@code trellis} use the archive. This class also unpacks
 * SQLite's native library into the folder of the archive; otherwise the SQLite driver would unpack the library at every
 * start.
 */
final class CdsTraining {
    /**
     * One class of each package that the training loads completely, with its subpackages. The training has no database
     * server, so the commands alone would load only a few classes of the drivers and of the dialects. The archive contains
     * no other class that the commands do not load, because the JVM maps and relocates all of it at every start.
     */
    private static final List<String> ENTIRE_PACKAGES = List.of(
            "org.postgresql.Driver",
            "org.mariadb.jdbc.Driver",
            "dev.trellis.dialect.Dialect",
            "dev.trellis.operation.Operation");

    /** Packages of the drivers with large classes that no command uses. The messages of PostgreSQL's driver stay in English. */
    private static final Pattern UNUSED_PACKAGES = Pattern.compile(".*/(translation|replication|osgi|xa|ds|pool)/.*");

    /** The resources below {@code training} that the training copies into its project. */
    private static final List<String> FILES =
            List.of("trellis.yaml", "model.yaml", "scripts/00000000aaaa_first.yaml", "scripts/00000000bbbb_second.sql");

    /**
     * The number of revisions in addition to those in {@link #FILES}: enough that Trellis reads the scripts with several threads.
     */
    private static final int FURTHER_REVISIONS = 40;

    private static final List<String> COMMANDS = List.of(
            "upgrade heads",
            "upgrade heads",
            "heads",
            "current",
            "history",
            "check",
            "lint",
            "revision --autogenerate --head shop@head -m third",
            "upgrade heads",
            "check --json",
            "downgrade shop@-1",
            "heads --json",
            "--help");

    /** The subprotocols of the JDBC URLs with which the training tries to connect to a server. */
    private static final List<String> SERVERS = List.of("postgresql", "mariadb");

    private CdsTraining() {}

    /** A command that was run, and its exit code. */
    record TrainedCommand(String command, int exitCode) {}

    /**
     * Runs the training.
     *
     * @param args the path of an existing folder for SQLite's library
     */
    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        unpackSqlite(folder);
        for (String className : ENTIRE_PACKAGES) {
            loadPackageOf(className);
        }
        Path project = Files.createTempDirectory("trellis");
        try {
            runCommands(project);
        } finally {
            delete(project);
        }
    }

    /**
     * Writes a project and runs commands in it.
     *
     * @param project an empty folder
     * @return the commands in the order in which they ran
     */
    static List<TrainedCommand> runCommands(Path project) throws IOException {
        writeProject(project);
        String config = project.resolve("trellis.yaml").toString();
        List<TrainedCommand> results = new ArrayList<>();
        for (String command : COMMANDS) {
            results.add(new TrainedCommand(command, run(("-c " + config + " " + command).split(" ", -1))));
        }
        withDisconnectingServer(port -> {
            for (String server : SERVERS) {
                String url = "TRAINING_URL=jdbc:" + server + "://127.0.0.1:" + port + "/training";
                int exitCode = run("-c", config, "-x", url, "current");
                results.add(new TrainedCommand("current on " + server, exitCode));
            }
        });
        return results;
    }

    private static void writeProject(Path project) throws IOException {
        for (String file : FILES) {
            Resources.copy("training/" + file, project.resolve(file), text -> text);
        }
        String parent = "00000000bbbb";
        for (int i = 0; i < FURTHER_REVISIONS; i++) {
            String revision = "00000000c" + (100 + i);
            String downRevision = parent;
            Resources.copy(
                    "training/further.yaml",
                    project.resolve("scripts/" + revision + "_further.yaml"),
                    text -> text.replace("@{revision}", revision).replace("@{parent}", downRevision));
            parent = revision;
        }
        writePluginJar(Files.createDirectory(project.resolve("plugins")).resolve("training.jar"));
    }

    /** Writes a plugin jar that names {@link CdsTrainingPlugin}, whose class is on the class path. */
    private static void writePluginJar(Path jar) throws IOException {
        try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("META-INF/services/" + TrellisPlugin.class.getName()));
            entries.write(CdsTrainingPlugin.class.getName().getBytes(StandardCharsets.UTF_8));
            entries.closeEntry();
        }
    }

    /**
     * Listens on a port while an action runs, and closes each connection immediately. Drivers thereby load the classes that
     * they need before the server answers.
     */
    private static void withDisconnectingServer(IntConsumer action) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> {
                while (!server.isClosed()) {
                    try {
                        // If the connection stayed open, MariaDB's driver would wait for the greeting of the server.
                        server.accept().close();
                    } catch (IOException e) {
                        // The server socket is closed.
                    }
                }
            });
            acceptor.setDaemon(true);
            acceptor.start();
            action.accept(server.getLocalPort());
        }
    }

    private static int run(String... args) {
        try (PrintStream discarded = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
            return Main.run(CommandEnvironment.PROCESS, discarded, discarded, StartupPrefetch.begin(args), args);
        }
    }

    /**
     * Copies SQLite's library to the file name under which the driver finds the library in the folder
     * {@code org.sqlite.lib.path}.
     */
    private static void unpackSqlite(Path folder) throws IOException {
        String name = System.mapLibraryName("sqlitejdbc");
        try {
            Object nativeFolder = Class.forName("org.sqlite.util.OSInfo")
                    .getMethod("getNativeLibFolderPathForCurrentOS")
                    .invoke(null);
            try (InputStream library =
                    CdsTraining.class.getResourceAsStream("/org/sqlite/native/" + nativeFolder + "/" + name)) {
                if (library != null) {
                    Files.copy(library, folder.resolve(name));
                    System.setProperty("org.sqlite.lib.path", folder.toString());
                }
            }
        } catch (ReflectiveOperationException e) {
            // The driver is missing, or the library has another path in its
            // jar. In that case the driver unpacks the library at every start.
        }
    }

    /** Loads all classes of the given class's jar that are in the package of the class or in a subpackage. */
    private static void loadPackageOf(String className) throws IOException {
        JarFile jar = jar(className);
        if (jar == null) {
            return;
        }
        String packagePath = className.substring(0, className.lastIndexOf('.')).replace('.', '/');
        for (String path : jar.stream().map(entry -> entry.getName()).toList()) {
            if (path.startsWith(packagePath)
                    && path.endsWith(".class")
                    && !UNUSED_PACKAGES.matcher(path).matches()) {
                try {
                    Class.forName(
                            path.substring(0, path.length() - 6).replace('/', '.'),
                            false,
                            CdsTraining.class.getClassLoader());
                } catch (ClassNotFoundException | LinkageError e) {
                    // The class needs an optional library.
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
