package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.MergeRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random pairs of heads: if the judgement is that they commute, both orders can run and give the same schema, with the same
 * order of columns, and the same rows.
 */
class HeadOrderPropertyTest {
    private static final int ON_SQLITE = Integer.getInteger("trellis.heads.pairs", 100);
    private static final Map<Kind, Integer> PAIRS = Map.of(Kind.SQLITE, ON_SQLITE, Kind.POSTGRESQL, 24);

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> commuting_heads_give_the_same_result_in_both_orders() {
        return PAIRS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().toString(), () -> check(entry.getKey(), entry.getValue())));
    }

    private void check(Kind kind, int pairs) throws Exception {
        int commuting = 0;
        for (int seed = 0; seed < pairs; seed++) {
            Path project = folder.resolve(kind + "-" + seed);
            try (TestProject first = new TestProject(kind, project)) {
                new RandomHeads(new Random(seed), kind == Kind.SQLITE).write(first);
                if (commute(first)) {
                    commuting++;
                    compare(kind, project, first, seed);
                }
            }
        }
        String share = commuting + " of " + pairs + " pairs commute on " + kind;
        System.Logger log = System.getLogger(HeadOrderPropertyTest.class.getName());
        log.log(System.Logger.Level.INFO, share);
        assertTrue(commuting * 4 >= pairs && commuting * 5 <= pairs * 4, share);
    }

    private static boolean commute(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.judgeMerge(MergeRequest.of("h1", "h2")).stream().allMatch(HeadOrderReport::commute);
        }
    }

    private static void compare(Kind kind, Path folder, TestProject first, int seed) throws Exception {
        try (TestProject second = new TestProject(TestDatabase.open(kind), folder)) {
            upgrade(first, "h1", "h2");
            upgrade(second, "h2", "h1");
            assertEquals(first.content(), second.content(), "the pair with the seed " + seed);
        } catch (RuntimeException e) {
            throw new AssertionError("the pair with the seed " + seed + " in " + folder, e);
        }
    }

    private static void upgrade(TestProject project, String... targets) {
        try (Trellis trellis = project.trellis()) {
            for (String target : targets) {
                trellis.upgrade(target, UpgradeOptions.NONE);
            }
        }
    }
}
