package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The workload W4 of README.md: the comparison of a model with a database that differs from it in five ways. */
final class CheckBenchmark {
    /** The exit code of {@code check} if there are differences. */
    private static final int EXIT_FINDINGS = 3;

    private final Tools tools;

    CheckBenchmark(Tools tools) {
        this.tools = tools;
    }

    /**
     * Creates the tables and runs the race.
     *
     * @param views the number of views on the tables
     * @param peers whether Liquibase, which takes minutes, takes part in one round
     */
    void run(Kind kind, int tables, int views, boolean peers, int rounds) throws Exception {
        Path project = tools.work().resolve("model" + tables + "_" + views);
        if (!Files.exists(project)) {
            ModelInputs.write(project, tables, views);
        }
        TestDatabase database = tools.database(kind);
        TestDatabase reference = tools.database(kind);
        ModelInputs.create(database, tables);
        ModelInputs.createViews(database, views);
        database.execute(ModelInputs.differences(kind));
        tools.finish(tools.trellis(project, database, "upgrade", "heads"));
        if (peers) {
            ModelInputs.create(reference, tables);
        }
        Contender.Preparation none = Contender.Preparation.NONE;
        List<Contender> contenders = List.of(
                Contender.ours("floor", none, unused -> tools.floor(database, "read-catalog")),
                Contender.ours("trellis", none, unused -> tools.trellis(project, database, "check"))
                        .withExitCode(EXIT_FINDINGS),
                Contender.peer(
                                "liquibase",
                                none,
                                unused -> tools.peer(LiquibaseRun.class, database, "diff", reference.url()))
                        .withMaxRounds(1));
        Race.prepared(
                        "W4, " + Inputs.thousands(tables) + " tables"
                                + (views == 0 ? "" : ", " + Inputs.thousands(views) + " views"),
                        kind,
                        peers ? contenders : contenders.subList(0, 2))
                .run(rounds, tools);
    }
}
