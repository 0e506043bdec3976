package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Prints the table of results. */
final class Row {
    private Row() {}

    static void printHeader() {
        System.out.println(
                "| workload | database | tool | median s | spread s | x floor | CPU s | peak MiB | failed |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
    }

    static double median(List<Sample> samples) {
        return median(samples, Sample::seconds);
    }

    private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    static void print(String workload, Kind kind, String tool, List<Sample> samples, double floor) {
        double[] sorted = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
        int failed = samples.stream().mapToInt(Sample::failed).sum();
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f-%.2f | %.2f | %.2f | %d | %s |%n",
                workload,
                kind.name().toLowerCase(Locale.ROOT),
                tool,
                median(samples),
                sorted[0],
                sorted[sorted.length - 1],
                median(samples) / floor,
                median(samples, Sample::cpu),
                samples.stream().mapToLong(Sample::peak).max().orElse(0),
                failed == 0 ? "" : String.valueOf(failed));
    }
}
