package dev.trellis.internal.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateReport;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random pairs of a base and its next release, under a random app and plugin. An update that {@code plan} calls harmless runs
 * and leaves the app as it was; no planted break is called harmless.
 */
class UpdatePairsTest {
    private static final int SQLITE = Integer.getInteger("trellis.updates.sqlite", 100);
    private static final int POSTGRESQL = Integer.getInteger("trellis.updates.postgresql", 10);
    private static final long SEED = Long.getLong("trellis.updates.seed", 20261130);

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> harmless_updates_run_and_planted_breaks_are_found() {
        return Stream.of(Kind.SQLITE, Kind.POSTGRESQL)
                .map(kind -> DynamicTest.dynamicTest(
                        kind.toString(), () -> checkPairs(kind, kind == Kind.SQLITE ? SQLITE : POSTGRESQL)));
    }

    private void checkPairs(Kind kind, int pairs) {
        int harmless = 0;
        int breaking = 0;
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            Random random = new Random(SEED + i);
            try (TestProject project = new TestProject(kind, folder.resolve(kind + "-" + i))) {
                RandomParties parties = new RandomParties(random, project);
                parties.write();
                Impact least = update(random, parties);
                Impact impact = check(parties, project, least, "pair " + i + " on " + kind, wrong);
                harmless += impact == Impact.HARMLESS ? 1 : 0;
                breaking += impact == Impact.BREAKING ? 1 : 0;
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(harmless >= pairs / 5, "only " + harmless + " of " + pairs + " updates are called harmless");
        assertTrue(breaking >= pairs / 5, "only " + breaking + " of " + pairs + " updates are called breaking");
    }

    /** Writes the update, and returns the least severe impact that is right for it. */
    private static Impact update(Random random, RandomParties parties) {
        List<RandomParties.Change> changes = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changes.add(parties.harmless(2 + changes.size()));
        }
        int plant = random.nextInt(10);
        if (plant >= 4 && plant < 9) {
            changes.add(random.nextInt(changes.size() + 1), parties.planted());
        }
        parties.update(changes);
        if (plant == 9) {
            changes.add(
                    switch (random.nextInt(3)) {
                        case 0 -> parties.changeReleased();
                        case 1 -> parties.fork();
                        default -> parties.removeReleased();
                    });
        }
        return changes.stream()
                .map(RandomParties.Change::least)
                .max(Impact::compareTo)
                .orElse(Impact.HARMLESS);
    }

    private static Impact check(
            RandomParties parties, TestProject project, Impact least, String name, List<String> wrong) {
        UpdateReport report;
        String before;
        try (Trellis trellis = project.trellis(parties.extensions("base-1.0"), Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            before = trellis.current().toString();
            report = trellis.planUpdate(List.of(parties.path("base-2.0")), List.of());
            if (!trellis.current().toString().equals(before)) {
                wrong.add(name + ": the plan has changed the database");
            }
        }
        if (report.impact().compareTo(least) < 0) {
            wrong.add(
                    name + ": is called " + report.impact() + " instead of " + least + ":\n" + report + "\n" + parties);
        }
        if (report.impact() == Impact.HARMLESS) {
            Extensions updated = parties.extensions("base-2.0");
            try (Trellis trellis = project.trellis(updated, Listener.NONE)) {
                List<String> planned = report.plan().steps().stream()
                        .map(step -> step.revision().revision())
                        .toList();
                List<String> run = trellis.upgrade("heads", UpgradeOptions.NONE).steps().stream()
                        .map(step -> step.revision())
                        .toList();
                if (!run.equals(planned)) {
                    wrong.add(name + ": ran " + run + " instead of " + planned);
                }
                trellis.verify().findings().forEach(finding -> wrong.add(name + ": verify finds " + finding + parties));
            } catch (TrellisException e) {
                wrong.add(name + ": the harmless update fails: " + e.problems() + "\n" + parties);
            }
        }
        return report.impact();
    }
}
