package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The workload W3 of README.md: commands that only read scripts. For these commands Trellis does not connect to a database;
 * the other tools do.
 */
final class ScriptBenchmark {
    private static final int BRANCHES = 50;

    private final Tools tools;

    ScriptBenchmark(Tools tools) {
        this.tools = tools;
    }

    /** Returns four benchmarks: one branch and several branches, each with the scripts in folders and in a jar. */
    List<Race> fromFoldersAndJars(int scripts) throws Exception {
        List<Race> races = new ArrayList<>();
        for (int branches : new int[] {1, BRANCHES}) {
            races.add(race(scripts, branches, false, true));
            races.add(race(scripts, branches, true, false));
        }
        return races;
    }

    /** Returns the race with one line of revisions in a folder, with the floor and Trellis only. */
    Race linear(int scripts) throws Exception {
        Race race = race(scripts, 1, false, false);
        // The last contender is left out: the time of Trellis's first start does not depend on the size.
        return Race.prepared(race.workload(), race.kind(), race.contenders().subList(0, 3));
    }

    private Race race(int scripts, int branches, boolean jar, boolean peers) throws Exception {
        Path folder = tools.work().resolve("scripts" + scripts + "in" + branches);
        if (!Files.exists(folder)) {
            Inputs.trellis(folder.resolve("trellis"), scripts, branches);
            Inputs.jar(folder.resolve("trellis"), folder.resolve("jar"));
        }
        Path project = folder.resolve(jar ? "jar" : "trellis");
        String bytes = project.resolve(jar ? "plugins/bench.jar" : "scripts").toString();
        List<Contender> contenders = new ArrayList<>(List.of(
                Contender.ours("floor", Contender.Preparation.NONE, database -> tools.floor(database, "files", bytes)),
                Contender.ours(
                        "trellis heads",
                        database -> tools.finish(tools.trellis(project, database, "heads")),
                        database -> tools.trellis(project, database, "heads")),
                Contender.ours(
                        "trellis history",
                        Contender.Preparation.NONE,
                        database -> tools.trellis(project, database, "history")),
                Contender.ours(
                                "trellis heads, first start",
                                Contender.Preparation.NONE,
                                database -> tools.firstTrellis(project, database, "heads"))
                        .withMaxRounds(2)));
        if (peers && branches == 1) {
            Inputs.flyway(folder.resolve("flyway"), scripts);
            Inputs.liquibase(folder.resolve("liquibase"), scripts);
            contenders.add(Contender.peer(
                    "flyway info",
                    Contender.Preparation.NONE,
                    database -> tools.peer(FlywayRun.class, database, "info", folder + "/flyway")));
            contenders.add(Contender.peer(
                            "liquibase status",
                            Contender.Preparation.NONE,
                            database -> tools.peer(LiquibaseRun.class, database, "status", folder + "/liquibase"))
                    .withMaxRounds(3));
        }
        String description = Inputs.thousands(scripts) + " scripts, "
                + (branches == 1 ? "linear" : "in " + branches + " branches") + (jar ? ", in a jar" : "");
        return Race.prepared("W3, " + description, Kind.SQLITE, contenders);
    }
}
