package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures the start of an application of Spring Boot whose revisions are all applied: the workload W8 of the README. */
final class StartBenchmark {
    private static final String NONE = "application without migrations";

    private final Tools tools;

    StartBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** Runs the race, and prints what each tool adds to the start of the application without migrations. */
    void run(Kind kind, int revisions, int rounds) throws Exception {
        Path inputs = tools.work().resolve("started" + revisions);
        if (!Files.exists(inputs)) {
            Inputs.trellis(inputs.resolve("trellis"), revisions, 1);
            Inputs.flyway(inputs.resolve("flyway/db/migration"), revisions);
            Inputs.liquibase(inputs.resolve("liquibase/db/changelog"), revisions);
        }
        Race race = Race.prepared(
                "W8",
                kind,
                List.of(
                        Contender.ours(
                                NONE,
                                Contender.Preparation.NONE,
                                database -> tools.application("none", inputs.resolve("none"), database)),
                        started(inputs, "trellis", "--trellis.branches.b0.scripts=classpath:scripts/b0"),
                        started(inputs, "flyway"),
                        started(
                                inputs,
                                "liquibase",
                                "--spring.liquibase.change-log=classpath:db/changelog/changelog.xml")));
        Map<String, Double> medians = race.run(rounds, tools);
        double none = medians.getOrDefault(NONE, 0.0);
        medians.forEach((name, median) -> {
            if (!name.equals(NONE)) {
                System.out.printf(
                        Locale.ROOT,
                        "| W8, added | %s | %s | %.2f |  |  |  |  |  |%n",
                        kind.name().toLowerCase(Locale.ROOT),
                        name,
                        median - none);
            }
        });
    }

    private Contender started(Path inputs, String tool, String... properties) {
        Contender.Start start = database -> tools.application(tool, inputs.resolve(tool), database, properties);
        return Contender.ours(
                "application with " + tool,
                database -> {
                    ProcessBuilder first = start.on(database)
                            .redirectErrorStream(true)
                            .redirectOutput(tools.work().resolve("first-start").toFile());
                    if (first.start().waitFor() != 0) {
                        throw new IllegalStateException("the application with " + tool + " does not start: "
                                + Files.readString(tools.work().resolve("first-start")));
                    }
                },
                start);
    }
}
