package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The main class: generates the inputs, runs the races and prints a table. */
final class Bench {
    private static final List<Kind> APPLIED_ON = List.of(Kind.SQLITE, Kind.POSTGRESQL);
    private static final List<Kind> CHECKED_ON = List.of(Kind.SQLITE, Kind.POSTGRESQL, Kind.MARIADB);
    private static final List<String> WORKLOADS = List.of("W1", "W2", "W3", "W4", "W5", "W6", "W8", "W9");

    private final Tools tools;
    /** The number of rounds of workloads that take less than a second. */
    private final int rounds;

    /** The number of rounds of workloads that take seconds. */
    private final int reducedRounds;

    private Bench(Tools tools, int rounds) {
        this.tools = tools;
        this.rounds = rounds;
        this.reducedRounds = (rounds + 1) / 2;
    }

    /**
     * Runs the benchmarks.
     *
     * @param args the build folder; then, in any order, the number of rounds or {@code quick}, workloads, and
     *     {@code growth}
     */
    public static void main(String... args) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        int rounds = 7;
        boolean growth = words.remove("growth");
        if (words.remove("quick")) {
            rounds = 2;
        }
        for (String word : List.copyOf(words)) {
            if (word.matches("[0-9]+")) {
                rounds = Integer.parseInt(word);
                words.remove(word);
            }
        }
        if (!WORKLOADS.containsAll(words)) {
            throw new IllegalArgumentException(
                    "unknown arguments " + words + "; possible are a number, quick, growth and " + WORKLOADS);
        }
        Tools tools = new Tools(Path.of(args[0]), Files.createTempDirectory("trellis-bench"));
        tools.createArchive();
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %d processors%n%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        Row.printHeader();
        Bench bench = new Bench(tools, rounds);
        for (String workload : words.isEmpty() ? WORKLOADS : words) {
            if (growth) {
                bench.growth(workload);
            } else {
                bench.run(workload);
            }
        }
        tools.dropAll();
        System.exit(0);
    }

    private void run(String workload) throws Exception {
        ApplyBenchmark apply = new ApplyBenchmark(tools);
        switch (workload) {
            case "W1" -> {
                for (Kind kind : APPLIED_ON) {
                    apply.nothingToDo(kind, 100).run(rounds, tools);
                }
            }
            case "W2" -> {
                for (Kind kind : APPLIED_ON) {
                    apply.fromEmpty(kind, 1000, true).run(reducedRounds, tools);
                }
            }
            case "W3" -> {
                for (Race race : new ScriptBenchmark(tools).fromFoldersAndJars(10_000)) {
                    race.run(rounds, tools);
                }
            }
            case "W4" -> {
                for (Kind kind : CHECKED_ON) {
                    new CheckBenchmark(tools).run(kind, 2000, 0, true, reducedRounds);
                    if (!tools.hasPreviousBuild()) { // An earlier build may not know views.
                        new CheckBenchmark(tools).run(kind, 2000, 500, false, reducedRounds);
                    }
                }
            }
            case "W5" -> apply.concurrently(Kind.POSTGRESQL, 200).run(reducedRounds, tools);
            case "W6" -> {
                for (FleetShape shape : FleetShape.values()) {
                    new FleetBenchmark(tools, shape).run(rounds <= 2 ? shape.smallSize() : shape.size(), rounds);
                }
            }
            case "W8" -> {
                for (Kind kind : APPLIED_ON) {
                    new StartBenchmark(tools).run(kind, 100, rounds);
                }
            }
            default -> {
                for (Kind kind : APPLIED_ON) {
                    new FreshDatabaseBenchmark(tools).run(kind, 100, reducedRounds);
                }
            }
        }
    }

    /** Runs a workload at several sizes, with only the {@link Floor} and Trellis. */
    private void growth(String workload) throws Exception {
        switch (workload) {
            case "W2" -> {
                for (Kind kind : APPLIED_ON) {
                    for (int size : new int[] {250, 500, 1000, 2000}) {
                        new ApplyBenchmark(tools).fromEmpty(kind, size, false).run(reducedRounds, tools);
                    }
                }
            }
            case "W3" -> {
                for (int size : new int[] {2_500, 5_000, 10_000, 20_000}) {
                    new ScriptBenchmark(tools).linear(size).run(reducedRounds, tools);
                }
            }
            case "W4" -> {
                // The databases do not include MariaDB, where creating the tables takes many minutes.
                for (Kind kind : APPLIED_ON) {
                    for (int size : new int[] {1_250, 2_500, 5_000, 10_000}) {
                        new CheckBenchmark(tools).run(kind, size, 0, false, reducedRounds);
                        new CheckBenchmark(tools).run(kind, size, size / 4, false, reducedRounds);
                    }
                }
            }
            default -> {
                // The other workloads have no size.
            }
        }
    }
}
