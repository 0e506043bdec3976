package dev.trellis.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures what a fresh database for each test costs: the workload W9 of the README. */
final class FreshDatabaseBenchmark {
    /** The number of databases of a line of the table; the measured value is the median cost of one. */
    private static final int DATABASES = 100;

    private final Tools tools;

    FreshDatabaseBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** Lets the contenders take turns, each in a process of its own, and prints their lines. */
    void run(Kind kind, int revisions, int rounds) throws Exception {
        Path inputs = tools.work().resolve("fresh" + revisions);
        if (!Files.exists(inputs)) {
            Inputs.trellis(inputs.resolve("trellis"), revisions, 1);
            Inputs.flyway(inputs.resolve("flyway"), revisions);
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (FreshDatabases.Contender contender : FreshDatabases.Contender.values()) {
                double seconds = seconds(
                        tools.freshDatabases(tools.database(kind), contender.name(), kind.name(), inputs.toString()));
                samples.computeIfAbsent(contender.label(), label -> new ArrayList<>())
                        .add(new Sample(seconds * DATABASES, 0, 0, 0, ""));
            }
        }
        double floor = Row.median(samples.values().iterator().next());
        samples.forEach((label, values) -> Row.print("W9, " + DATABASES + " databases", kind, label, values, floor));
    }

    private double seconds(ProcessBuilder builder) throws IOException, InterruptedException {
        Path log = tools.work().resolve("fresh-log");
        Process process = builder.redirectError(log.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("W9: " + builder.command() + ": " + output + Files.readString(log));
        }
        return Double.parseDouble(
                output.substring(output.lastIndexOf(FreshDatabases.RESULT) + FreshDatabases.RESULT.length())
                        .strip());
    }
}
