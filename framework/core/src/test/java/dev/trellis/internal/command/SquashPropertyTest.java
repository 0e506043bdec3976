package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trellis.SquashRequest;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lines of revisions, squashed up to a random revision: a new database has the same content as one that has run all
 * revisions, and a database at a random revision continues if it has the baseline, and is refused and unchanged if not.
 */
class SquashPropertyTest {
    private static final int REVISIONS = 7;

    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> a_squashed_history_has_the_same_result() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> IntStream.range(0, kind == Kind.SQLITE || kind == Kind.H2 ? 12 : 5)
                        .mapToObj(seed -> DynamicTest.dynamicTest(kind + " " + seed, () -> check(kind, seed))));
    }

    private void check(Kind kind, int seed) throws Exception {
        Random random = new Random(seed);
        int last = 2 + random.nextInt(REVISIONS - 1);
        int position = random.nextInt(REVISIONS) + 1;
        Path project = folder.resolve(kind + "-" + seed);
        try (TestProject complete = new TestProject(kind, project);
                TestProject partial = new TestProject(TestDatabase.open(kind), project);
                TestProject fresh = new TestProject(TestDatabase.open(kind), project)) {
            new RandomHistory(random).write(complete, REVISIONS);
            complete.upgrade();
            String content = complete.content();
            upgrade(partial, RandomHistory.id(position));
            String contentBefore = partial.content();
            try (Trellis trellis = complete.trellis()) {
                assertEquals(
                        List.of(),
                        trellis.squash(SquashRequest.of(RandomHistory.id(last))).differences());
            }
            upgrade(fresh, "heads");
            assertEquals(content, fresh.content());
            upgrade(complete, "heads");
            assertEquals(content, complete.content());
            if (position >= last) {
                upgrade(partial, "heads");
                assertEquals(content, partial.content());
            } else {
                assertEquals(
                        "below_baseline",
                        assertThrows(TrellisException.class, () -> upgrade(partial, "heads"))
                                .name());
                assertEquals(contentBefore, partial.content());
            }
        }
    }

    private static void upgrade(TestProject project, String target) {
        try (Trellis trellis = project.trellis()) {
            trellis.upgrade(target, UpgradeOptions.NONE);
        }
    }
}
