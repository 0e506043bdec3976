package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Generates the inputs, runs all contenders in turn, round after round, and prints a table. */
final class Bench {
    private static final List<Kind> DATABASES = List.of(Kind.SQLITE, Kind.POSTGRESQL);

    private final Path target;
    private final Path work;
    private final int rounds;

    private Bench(Path target, Path work, int rounds) {
        this.target = target;
        this.work = work;
        this.rounds = rounds;
    }

    /** @param args the build folder, then how many rounds, then the workloads to run (all) */
    public static void main(String... args) throws Exception {
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<String> wanted = args.length > 2 ? Arrays.asList(args).subList(2, args.length) : List.of("W1", "W2", "W3");
        Bench bench = new Bench(Path.of(args[0]), Files.createTempDirectory("trellis-bench"), rounds);
        System.out.println("| workload | database | tool | median s | spread s | x floor | peak MiB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Kind kind : DATABASES) {
            if (wanted.contains("W1")) {
                bench.run("W1", kind, false, bench.contenders(100, "read", "migrate", "update", "upgrade", "heads"));
            }
            if (wanted.contains("W2")) {
                bench.run("W2", kind, true, bench.contenders(1000, "apply", "migrate", "update", "upgrade", "heads"));
            }
        }
        if (wanted.contains("W3")) {
            bench.run("W3", Kind.SQLITE, false, bench.contenders(10_000, "files", "info", "status", "history"));
        }
        System.exit(0);
    }

    private List<Contender> contenders(int count, String floor, String flyway, String liquibase, String... trellis)
            throws IOException {
        Path folder = work.resolve(String.valueOf(count));
        if (!Files.exists(folder)) {
            Inputs.trellis(folder.resolve("trellis"), count);
            Inputs.flyway(folder.resolve("flyway"), count);
            Inputs.liquibase(folder.resolve("liquibase"), count);
        }
        boolean files = floor.equals("files");
        String scripts = folder.resolve("trellis/scripts").toString();
        return List.of(
                new Contender(
                        "floor",
                        database -> java(Floor.class, "apply", database, String.valueOf(files ? 0 : count)),
                        database -> files
                                ? java(Floor.class, List.of("files", scripts))
                                : java(Floor.class, floor, database, String.valueOf(count))),
                new Contender(
                        "trellis",
                        database -> files
                                ? trellis(folder, database, "heads")
                                : trellis(folder, database, "upgrade", "heads"),
                        database -> trellis(folder, database, trellis)),
                new Contender(
                        "flyway",
                        database -> files
                                ? java(FlywayRun.class, "info", database, folder + "/flyway")
                                : java(FlywayRun.class, "migrate", database, folder + "/flyway"),
                        database -> java(FlywayRun.class, flyway, database, folder + "/flyway")),
                new Contender(
                        "liquibase",
                        database ->
                                java(LiquibaseRun.class, files ? "status" : "update", database, folder + "/liquibase"),
                        database -> java(LiquibaseRun.class, liquibase, database, folder + "/liquibase")));
    }

    private ProcessBuilder trellis(Path folder, TestDatabase database, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(target.resolve("trellis/bin/trellis").toString()));
        command.addAll(
                List.of("-q", "-c", folder.resolve("trellis/trellis.yaml").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.put("TRELLIS_CACHE", target.resolve("start").toString());
        environment.put("BENCH_URL", database.url());
        environment.put("BENCH_USER", orEmpty(database.user()));
        environment.put("BENCH_PASSWORD", orEmpty(database.password()));
        return builder;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private ProcessBuilder java(Class<?> main, String verb, TestDatabase database, String last) {
        return java(main, List.of(verb, database.url(), orEmpty(database.user()), orEmpty(database.password()), last));
    }

    private ProcessBuilder java(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** @param fresh whether each round begins with an empty database, instead of one that has everything */
    private void run(String workload, Kind kind, boolean fresh, List<Contender> contenders)
            throws IOException, InterruptedException {
        File log = work.resolve("log").toFile();
        List<Lane> lanes = new ArrayList<>();
        for (Contender contender : contenders) {
            Lane lane = new Lane(contender, kind);
            Sample.of(contender.apply().apply(lane.database), log);
            lanes.add(lane);
        }
        for (int round = 0; round < rounds; round++) {
            for (Lane lane : lanes) {
                if (fresh) {
                    lane.database.close();
                    lane.database = TestDatabase.open(kind);
                }
                lane.samples.add(Sample.of(lane.contender.timed().apply(lane.database), log));
            }
        }
        double floor = median(lanes.get(0).samples);
        for (Lane lane : lanes) {
            print(workload, kind, lane.contender.name(), lane.samples, floor);
            lane.database.close();
        }
    }

    /** A contender while it runs. */
    private static final class Lane {
        private final Contender contender;
        private final List<Sample> samples = new ArrayList<>();
        private TestDatabase database;

        Lane(Contender contender, Kind kind) {
            this.contender = contender;
            this.database = TestDatabase.open(kind);
        }
    }

    private static double median(List<Sample> samples) {
        double[] sorted = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static void print(String workload, Kind kind, String tool, List<Sample> samples, double floor) {
        double[] sorted = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f-%.2f | %.2f | %d |%n",
                workload,
                kind.name().toLowerCase(Locale.ROOT),
                tool,
                median(samples),
                sorted[0],
                sorted[sorted.length - 1],
                median(samples) / floor,
                samples.stream().mapToLong(Sample::peak).max().orElse(0));
    }
}
