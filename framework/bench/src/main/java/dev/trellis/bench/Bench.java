package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Generates the inputs, runs all contenders in turn, round after round, and prints a table. */
final class Bench {
    private static final List<Kind> APPLIED_ON = List.of(Kind.SQLITE, Kind.POSTGRESQL);
    private static final List<Kind> CHECKED_ON = List.of(Kind.SQLITE, Kind.POSTGRESQL, Kind.MARIADB);
    private static final List<String> WORKLOADS = List.of("W1", "W2", "W3", "W4", "W5");

    private final Tools tools;
    /** Of the quick ones; those that take seconds get fewer. */
    private final int rounds;

    private final int fewer;

    private Bench(Tools tools, int rounds) {
        this.tools = tools;
        this.rounds = rounds;
        this.fewer = (rounds + 1) / 2;
    }

    /** @param args the build folder; then, in any order, how many rounds or {@code quick}, workloads, and {@code growth} */
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
            throw new IllegalArgumentException("not among " + WORKLOADS + ", growth, quick: " + words);
        }
        Tools tools = new Tools(Path.of(args[0]), Files.createTempDirectory("trellis-bench"));
        tools.makeArchive();
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %d processors%n%n",
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        Row.head();
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
        ApplyBenchmark applying = new ApplyBenchmark(tools);
        switch (workload) {
            case "W1" -> {
                for (Kind kind : APPLIED_ON) {
                    applying.again(kind, 100).run(rounds, tools);
                }
            }
            case "W2" -> {
                for (Kind kind : APPLIED_ON) {
                    applying.all(kind, 1000, true).run(fewer, tools);
                }
            }
            case "W3" -> {
                for (Race race : new Scripts(tools).all(10_000)) {
                    race.run(rounds, tools);
                }
            }
            case "W4" -> {
                for (Kind kind : CHECKED_ON) {
                    new CheckBenchmark(tools).run(kind, 2000, true, fewer);
                }
            }
            default -> applying.atOnce(Kind.POSTGRESQL, 200).run(fewer, tools);
        }
    }

    /** How the time of those that have a size grows with it: the floor and Trellis alone. */
    private void growth(String workload) throws Exception {
        switch (workload) {
            case "W2" -> {
                for (Kind kind : APPLIED_ON) {
                    for (int size : new int[] {250, 500, 1000, 2000}) {
                        new ApplyBenchmark(tools).all(kind, size, false).run(fewer, tools);
                    }
                }
            }
            case "W3" -> {
                for (int size : new int[] {2_500, 5_000, 10_000, 20_000}) {
                    new Scripts(tools).linear(size).run(fewer, tools);
                }
            }
            case "W4" -> {
                // Not on MariaDB, where the tables take many minutes to make.
                for (Kind kind : APPLIED_ON) {
                    for (int size : new int[] {1_250, 2_500, 5_000, 10_000}) {
                        new CheckBenchmark(tools).run(kind, size, false, fewer);
                    }
                }
            }
            default -> {
                // The others have no size that is theirs.
            }
        }
    }
}
