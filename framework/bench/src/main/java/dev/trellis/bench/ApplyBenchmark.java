package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The workloads W1, W2 and W5 of README.md, in which every tool applies the same revisions. */
final class ApplyBenchmark {
    private static final int PROCESSES = 16;
    private static final Contender.Preparation NONE = Contender.Preparation.NONE;

    private final Tools tools;

    ApplyBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** Returns the race in which all revisions are already applied. */
    Race nothingToDo(Kind kind, int revisions) throws Exception {
        Path inputs = inputs(revisions);
        Contender trellis = afterApplying(trellis(inputs));
        return Race.prepared(
                "W1",
                kind,
                List.of(
                        Contender.ours(
                                "floor",
                                database -> tools.finish(tools.floor(database, "apply", String.valueOf(revisions))),
                                database -> tools.floor(database, "read")),
                        trellis,
                        Contender.ours(
                                        "trellis, first start",
                                        trellis.preparation(),
                                        database -> tools.firstTrellis(
                                                inputs.resolve("trellis"), database, "upgrade", "heads"))
                                .withMaxRounds(2),
                        afterApplying(flyway(inputs)),
                        afterApplying(liquibase(inputs))));
    }

    /**
     * Returns the race in which all revisions are applied to an empty database.
     *
     * @param peers whether the other tools take part
     */
    Race fromEmpty(Kind kind, int revisions, boolean peers) throws Exception {
        Path inputs = inputs(revisions);
        Contender floor = floor("apply", revisions);
        return Race.fromEmpty(
                "W2, " + Inputs.thousands(revisions) + " revisions",
                kind,
                1,
                peers
                        ? List.of(floor, trellis(inputs), flyway(inputs), liquibase(inputs))
                        : List.of(floor, trellis(inputs)));
    }

    /** Returns the race in which many processes apply all revisions to the same empty database. */
    Race concurrently(Kind kind, int revisions) throws Exception {
        Path inputs = inputs(revisions);
        return Race.fromEmpty(
                "W5, " + PROCESSES + " x " + Inputs.thousands(revisions) + " revisions",
                kind,
                PROCESSES,
                List.of(
                        floor("apply-under-lock", revisions),
                        trellis(inputs),
                        flyway(inputs),
                        liquibase(inputs).withMaxRounds(1)));
    }

    private static Contender afterApplying(Contender contender) {
        return contender.withPreparation(database -> {
            Process process = contender
                    .start()
                    .on(database)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(contender.name() + " cannot apply the revisions");
            }
        });
    }

    private Path inputs(int revisions) throws Exception {
        Path inputs = tools.work().resolve("applied" + revisions);
        if (!Files.exists(inputs)) {
            Inputs.trellis(inputs.resolve("trellis"), revisions, 1);
            Inputs.flyway(inputs.resolve("flyway"), revisions);
            Inputs.liquibase(inputs.resolve("liquibase"), revisions);
        }
        return inputs;
    }

    private Contender floor(String action, int revisions) {
        return Contender.ours("floor", NONE, database -> tools.floor(database, action, String.valueOf(revisions)));
    }

    private Contender trellis(Path inputs) {
        return Contender.ours(
                "trellis", NONE, database -> tools.trellis(inputs.resolve("trellis"), database, "upgrade", "heads"));
    }

    private Contender flyway(Path inputs) {
        return Contender.peer(
                "flyway", NONE, database -> tools.peer(FlywayRun.class, database, "migrate", inputs + "/flyway"));
    }

    private Contender liquibase(Path inputs) {
        return Contender.peer(
                "liquibase",
                NONE,
                database -> tools.peer(LiquibaseRun.class, database, "update", inputs + "/liquibase"));
    }
}
