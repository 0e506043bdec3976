package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the processes of all contenders. */
final class Tools {
    /** The environment variable that names the folder of the launcher's class-data archive. */
    private static final String CACHE = "TRELLIS_CACHE";

    private final Path target;
    private final Path work;
    private final List<TestDatabase> databases = new ArrayList<>();

    /**
     * Creates a factory for the processes of the benchmark.
     *
     * @param target the build folder of this module, with its classes and the distribution
     * @param work the folder for inputs and logs
     */
    Tools(Path target, Path work) {
        this.target = target;
        this.work = work;
    }

    Path work() {
        return work;
    }

    /**
     * Creates an empty database, which is kept until {@link #dropAll}. Dropping databases earlier would slow down the next
     * contender, because ext4 does not reuse the inodes of thousands of deleted files for a minute.
     */
    TestDatabase database(TestDatabase.Kind kind) {
        TestDatabase database = TestDatabase.open(kind);
        databases.add(database);
        return database;
    }

    /** Drops all databases after the last measurement. */
    void dropAll() {
        databases.forEach(TestDatabase::close);
    }

    /** Returns a command of Trellis with the archive that {@link #createArchive} has created. */
    ProcessBuilder trellis(Path project, TestDatabase database, String... arguments) {
        return trellis(target.resolve("start"), project, database, arguments);
    }

    /** Returns whether an earlier build takes part: {@code TRELLIS_BENCH_PREVIOUS} names the folder of its distribution. */
    boolean hasPreviousBuild() {
        return previousBuild() != null;
    }

    private static @Nullable String previousBuild() {
        return System.getenv("TRELLIS_BENCH_PREVIOUS");
    }

    /** Returns the same command with the launcher of the earlier build, which has an archive of its own. */
    ProcessBuilder onPreviousBuild(ProcessBuilder current) {
        current.command().set(0, previousBuild() + "/bin/trellis");
        current.environment().computeIfPresent(CACHE, (name, cache) -> cache + "-previous");
        return current;
    }

    /** Starts the launcher once, so that it creates the archive for later starts. */
    void createArchive() throws IOException, InterruptedException {
        ProcessBuilder version =
                new ProcessBuilder(target.resolve("trellis/bin/trellis").toString(), "--version");
        version.environment().put(CACHE, target.resolve("start").toString());
        finish(version);
        if (hasPreviousBuild()) {
            finish(onPreviousBuild(version));
            awaitArchive(version);
        }
    }

    /** Waits for the archive that a process creates in the background after the start. */
    static void awaitArchive(ProcessBuilder started) throws IOException, InterruptedException {
        Path cache = Path.of(started.environment().getOrDefault(CACHE, ""));
        while (started.environment().containsKey(CACHE) && isBeingCreated(cache)) {
            Thread.sleep(20);
        }
    }

    private static boolean isBeingCreated(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.anyMatch(file -> file.toString().endsWith(".part"));
        }
    }

    /** Returns a command of Trellis without an archive, as after the installation. */
    ProcessBuilder firstTrellis(Path project, TestDatabase database, String... arguments) throws IOException {
        return trellis(Files.createTempDirectory(work, "start"), project, database, arguments);
    }

    private ProcessBuilder trellis(Path cache, Path project, TestDatabase database, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(target.resolve("trellis/bin/trellis").toString()));
        command.addAll(List.of("-q", "-c", project.resolve("trellis.yaml").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put(CACHE, cache.toString());
        environment.put("BENCH_URL", database.url());
        environment.put("BENCH_USER", orEmpty(database.user()));
        environment.put("BENCH_PASSWORD", orEmpty(database.password()));
        return builder;
    }

    /** Runs a process to its end, as a preparation. */
    void finish(ProcessBuilder process) throws IOException, InterruptedException {
        Sample sample = Sample.of(List.of(process), 0, work);
        if (sample.failed() > 0) {
            throw new IllegalStateException(sample.output());
        }
    }

    /**
     * Returns the process of the floor (plain JDBC) with the smallest class path: this module and the driver of one database.
     */
    ProcessBuilder floor(TestDatabase database, String action, String... arguments) {
        String driver = switch (database.kind()) {
            case SQLITE -> "sqlite-jdbc-";
            case POSTGRESQL -> "postgresql-";
            case MARIADB -> "mariadb-java-client-";
            case MYSQL -> "mysql-connector-j-";
            case H2 -> "h2-";
        };
        String jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> new File(entry).getName().startsWith(driver))
                .findFirst()
                .orElseThrow();
        return java(target.resolve("classes") + File.pathSeparator + jar, Floor.class, database, action, arguments);
    }

    /** Returns the process of the floor of a fleet. */
    ProcessBuilder fleetFloor(TestDatabase database, String... arguments) {
        ProcessBuilder floor = floor(database, "fleet", arguments);
        floor.command().replaceAll(word -> word.equals(Floor.class.getName()) ? FleetFloor.class.getName() : word);
        return floor;
    }

    /**
     * Returns the process of another tool. Its class path contains this module and the module's libraries, without those of
     * Trellis.
     */
    ProcessBuilder peer(Class<?> main, TestDatabase database, String action, String... arguments) {
        return java(
                target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"),
                main,
                database,
                action,
                arguments);
    }

    /** Returns the process of {@link FreshDatabases}, whose class path contains Trellis, JUnit and the other tools. */
    ProcessBuilder freshDatabases(TestDatabase database, String contender, String... arguments) {
        return java(
                String.join(
                        File.pathSeparator,
                        target.resolve("classes").toString(),
                        target.resolve("junit/*").toString(),
                        target.resolve("lib/*").toString(),
                        target.resolve("trellis/lib/*").toString()),
                FreshDatabases.class,
                database,
                contender,
                arguments);
    }

    /**
     * Returns the process of an application of Spring Boot.
     *
     * @param tool the name of the folder below {@code applications}
     * @param scripts a folder for the class path, which contains the scripts
     * @param properties properties of Spring Boot in addition to those of the data source
     */
    ProcessBuilder application(String tool, Path scripts, TestDatabase database, String... properties) {
        Path application = target.resolveSibling("applications").resolve(tool).resolve("target");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                String.join(
                        File.pathSeparator,
                        scripts.toString(),
                        application.resolve("classes").toString(),
                        application.resolve("lib/*").toString()),
                "dev.trellis.bench.application.BenchApplication",
                "--spring.datasource.url=" + database.url()));
        if (database.user() != null) {
            command.add("--spring.datasource.username=" + database.user());
            command.add("--spring.datasource.password=" + orEmpty(database.password()));
        }
        command.addAll(List.of(properties));
        return new ProcessBuilder(command);
    }

    private static ProcessBuilder java(
            String classPath, Class<?> main, TestDatabase database, String action, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main.getName(),
                action,
                database.url(),
                orEmpty(database.user()),
                orEmpty(database.password())));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
