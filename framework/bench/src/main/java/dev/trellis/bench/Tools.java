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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The processes of all contenders. */
final class Tools {
    /** The launcher's variable for where it keeps what starts have in common. */
    private static final String CACHE = "TRELLIS_CACHE";

    private final Path target;
    private final Path work;
    private final List<TestDatabase> databases = new ArrayList<>();

    /**
     * @param target the build folder of this module, with its classes and the distribution
     * @param work where inputs and logs lie
     */
    Tools(Path target, Path work) {
        this.target = target;
        this.work = work;
    }

    Path work() {
        return work;
    }

    /**
     * A new empty database, which stays to the end: whoever makes files next would pay for thousands that have just been
     * deleted, because a file system may pass over their places for a minute.
     */
    TestDatabase database(TestDatabase.Kind kind) {
        TestDatabase database = TestDatabase.open(kind);
        databases.add(database);
        return database;
    }

    /** Nothing is timed any more. */
    void dropAll() {
        databases.forEach(TestDatabase::close);
    }

    /** A command of Trellis by its launcher, whose archive {@link #makeArchive} has made. */
    ProcessBuilder trellis(Path project, TestDatabase database, String... arguments) {
        return trellis(target.resolve("start"), project, database, arguments);
    }

    /** Whether an earlier build takes part: {@code TRELLIS_BENCH_PREVIOUS} names the folder of its distribution. */
    boolean hasPreviousBuild() {
        return previousBuild() != null;
    }

    private static @Nullable String previousBuild() {
        return System.getenv("TRELLIS_BENCH_PREVIOUS");
    }

    /** Returns the same command with the launcher of the earlier build, which keeps its archive apart. */
    ProcessBuilder onPreviousBuild(ProcessBuilder current) {
        current.command().set(0, previousBuild() + "/bin/trellis");
        current.environment().computeIfPresent(CACHE, (name, cache) -> cache + "-previous");
        return current;
    }

    /** Has the launcher make what later starts find there. */
    void makeArchive() throws IOException, InterruptedException {
        ProcessBuilder version =
                new ProcessBuilder(target.resolve("trellis/bin/trellis").toString(), "--version");
        version.environment().put(CACHE, target.resolve("start").toString());
        finish(version);
        if (hasPreviousBuild()) {
            finish(onPreviousBuild(version));
            settle(version);
        }
    }

    /** Waits for an archive that a start has left others to make. */
    static void settle(ProcessBuilder started) throws IOException, InterruptedException {
        Path cache = Path.of(started.environment().getOrDefault(CACHE, ""));
        while (started.environment().containsKey(CACHE) && isMaking(cache)) {
            Thread.sleep(20);
        }
    }

    private static boolean isMaking(Path cache) throws IOException {
        try (Stream<Path> kept = Files.list(cache)) {
            return kept.anyMatch(each -> each.toString().endsWith(".part"));
        }
    }

    /** The same where nothing is kept yet of any start before. */
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

    /** Runs one to its end, before anything is timed. */
    void finish(ProcessBuilder process) throws IOException, InterruptedException {
        Sample sample = Sample.of(List.of(process), Set.of(0), work);
        if (sample.failed() > 0) {
            throw new IllegalStateException(sample.said());
        }
    }

    /** The floor's class path is what it needs: this module and the driver of one database. */
    ProcessBuilder floor(TestDatabase database, String verb, String... more) {
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
        return java(target.resolve("classes") + File.pathSeparator + jar, Floor.class, database, verb, more);
    }

    /** The peers have this module and their libraries, without those of Trellis. */
    ProcessBuilder peer(Class<?> main, TestDatabase database, String verb, String... more) {
        return java(
                target.resolve("classes") + File.pathSeparator + target.resolve("lib/*"), main, database, verb, more);
    }

    private static ProcessBuilder java(
            String classPath, Class<?> main, TestDatabase database, String verb, String... more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                main.getName(),
                verb,
                database.url(),
                orEmpty(database.user()),
                orEmpty(database.password())));
        command.addAll(List.of(more));
        return new ProcessBuilder(command);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
