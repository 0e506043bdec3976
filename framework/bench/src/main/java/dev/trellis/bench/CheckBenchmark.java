package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** W4: a model compared with a database that has five differences. */
final class CheckBenchmark {
    /** {@code check} has found something. */
    private static final int FOUND = 3;

    private final Tools tools;

    CheckBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** @param peers whether Liquibase, which takes minutes, runs once */
    void run(Kind kind, int tables, boolean peers, int rounds) throws Exception {
        Path project = tools.work().resolve("model" + tables);
        if (!Files.exists(project)) {
            ModelInputs.write(project, tables);
        }
        TestDatabase database = tools.database(kind);
        TestDatabase reference = tools.database(kind);
        ModelInputs.create(database, tables);
        database.execute(ModelInputs.differences(kind));
        tools.finish(tools.trellis(project, database, "upgrade", "heads"));
        if (peers) {
            ModelInputs.create(reference, tables);
        }
        Contender.Preparation none = Contender.Preparation.NONE;
        List<Contender> contenders = List.of(
                Contender.ours("floor", none, unused -> tools.floor(database, "catalogue")),
                Contender.ours("trellis", none, unused -> tools.trellis(project, database, "check"))
                        .exiting(FOUND),
                Contender.peer(
                                "liquibase",
                                none,
                                unused -> tools.peer(LiquibaseRun.class, database, "diff", reference.url()))
                        .atMost(1));
        Race.prepared(
                        "W4, " + Inputs.thousands(tables) + " tables",
                        kind,
                        peers ? contenders : contenders.subList(0, 2))
                .run(rounds, tools);
    }
}
