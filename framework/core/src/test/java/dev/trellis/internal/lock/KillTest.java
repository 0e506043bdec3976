package dev.trellis.internal.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.SixtyRevisions;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Upgrades of sixty revisions in processes that are killed repeatedly. {@code -Dtrellis.kills=200} kills that many processes
 * for each database.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("trellis.kills", 4);
    /** How many runs end at a call of the database, evenly spread; with 100 or more kills, a run ends at every call. */
    private static final int PLACES = Integer.getInteger("trellis.places", 10);

    private static final int KILLED = 137;

    @TempDir
    Path folder = Path.of("");

    private Undisturbed undisturbed(Kind kind, int revisions) throws Exception {
        try (TestProject project = new TestProject(kind, folder.resolve("undisturbed"))) {
            SixtyRevisions.write(project, revisions);
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            return new Undisturbed(project.content(), project.applied(), FaultInjection.counted());
        }
    }

    /** @param calls the calls of the database, each counted before and after */
    private record Undisturbed(String content, List<String> applied, int calls) {}

    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_next_process_finishes_what_a_process_killed_at_any_time_has_left(Kind kind) throws Exception {
        Undisturbed expected = undisturbed(kind, SixtyRevisions.COUNT);
        Random random = new Random(kind.name().hashCode());
        int kills = 0;
        for (int round = 0; kills < KILLS; round++) {
            try (TestProject project = TestProject.shared(kind, folder.resolve("round" + round))) {
                SixtyRevisions.write(project);
                project.configuration();
                int far = Math.max(3, expected.calls() / 4);
                int code = KILLED;
                while (code == KILLED) {
                    boolean more = kills < KILLS;
                    Process process = more ? project.start(String.valueOf(1 + random.nextInt(far))) : project.start();
                    assertTrue(process.waitFor(120, TimeUnit.SECONDS), project::output);
                    code = process.exitValue();
                    kills += code == KILLED ? 1 : 0;
                }
                assertEquals(0, code, project::output);
                assertEquals(expected.content(), project.content(), project::output);
                assertEquals(expected.applied(), project.applied(), project::output);
            }
        }
    }

    /** Ends the run within this process: as sudden for the database as a kill, and cheap enough for every call. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_next_process_finishes_what_a_process_that_dies_before_or_after_any_statement_has_left(Kind kind)
            throws Exception {
        Undisturbed expected = undisturbed(kind, 6);
        int step = KILLS < 100 ? Math.max(1, expected.calls() / PLACES) : 1;
        for (int at = 1; at <= expected.calls(); at += step) {
            int place = at;
            try (TestProject project = new TestProject(kind, folder.resolve("death" + at))) {
                SixtyRevisions.write(project, 6);
                FaultInjection.die(at);
                assertThrows(FaultInjection.Death.class, () -> run(project), () -> "death at " + place);
                project.upgrade();
                assertEquals(expected.content(), project.content(), () -> "death at " + place);
                assertEquals(expected.applied(), project.applied(), () -> "death at " + place);
            }
        }
    }

    private static void run(TestProject project) {
        try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }
}
