package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** W1, W2 and W5: the same revisions applied by each. */
final class ApplyBenchmark {
    private static final int AT_ONCE = 16;

    private final Tools tools;

    ApplyBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** Nothing to do, with so many revisions applied. */
    Race again(Kind kind, int revisions) throws Exception {
        String count = String.valueOf(revisions);
        Path inputs = inputs(revisions);
        List<Contender> each = fromEmpty(inputs, revisions);
        return Race.prepared(
                "W1",
                kind,
                List.of(
                        Contender.ours(
                                "floor",
                                database -> tools.finish(tools.floor(database, "apply", count)),
                                database -> tools.floor(database, "read")),
                        after(each.get(1)),
                        Contender.ours(
                                        "trellis, first start",
                                        after(each.get(1)).prepare(),
                                        database -> tools.firstTrellis(
                                                inputs.resolve("trellis"), database, "upgrade", "heads"))
                                .atMost(2),
                        after(each.get(2)),
                        after(each.get(3))));
    }

    /** Everything, from empty. */
    Race all(Kind kind, int revisions, boolean peers) throws Exception {
        List<Contender> each = fromEmpty(inputs(revisions), revisions);
        return Race.fromEmpty(
                "W2, " + Inputs.thousands(revisions) + " revisions", kind, 1, peers ? each : each.subList(0, 2));
    }

    /** Everything, from empty, by many at once. */
    Race atOnce(Kind kind, int revisions) throws Exception {
        List<Contender> each = new ArrayList<>(fromEmpty(inputs(revisions), revisions));
        String count = String.valueOf(revisions);
        each.set(
                0,
                Contender.ours(
                        "floor",
                        Contender.Preparation.NONE,
                        database -> tools.floor(database, "one-at-a-time", count)));
        each.set(3, each.get(3).atMost(1));
        return Race.fromEmpty(
                "W5, " + AT_ONCE + " x " + Inputs.thousands(revisions) + " revisions", kind, AT_ONCE, each);
    }

    private static Contender after(Contender contender) {
        Contender.Preparation apply = database -> {
            Process process = contender
                    .timed()
                    .on(database)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(contender.name() + " does not apply");
            }
        };
        return new Contender(
                contender.name(), apply, contender.timed(), contender.good(), contender.most(), contender.mayFail());
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

    private List<Contender> fromEmpty(Path inputs, int revisions) {
        Contender.Preparation none = Contender.Preparation.NONE;
        return List.of(
                Contender.ours("floor", none, database -> tools.floor(database, "apply", String.valueOf(revisions))),
                Contender.ours(
                        "trellis",
                        none,
                        database -> tools.trellis(inputs.resolve("trellis"), database, "upgrade", "heads")),
                Contender.peer(
                        "flyway",
                        none,
                        database -> tools.peer(FlywayRun.class, database, "migrate", inputs + "/flyway")),
                Contender.peer(
                        "liquibase",
                        none,
                        database -> tools.peer(LiquibaseRun.class, database, "update", inputs + "/liquibase")));
    }
}
