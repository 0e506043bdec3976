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
 * Sixty revisions in processes that are killed, again and again. {@code -Dtrellis.kills=200} kills that many for each
 * database.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("trellis.kills", 4);
    /** How many places are tried if not all of them are requested. */
    private static final int PLACES = Integer.getInteger("trellis.places", 10);

    private static final int KILLED = 137;

    @TempDir
    Path folder = Path.of("");

    private Undisturbed undisturbed(Kind kind, int revisions) throws Exception {
        try (TestProject site = new TestProject(kind, folder.resolve("undisturbed"))) {
            SixtyRevisions.write(site, revisions);
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            try (Trellis trellis = site.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            return new Undisturbed(site.content(), site.applied(), FaultInjection.counted());
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
            try (TestProject site = TestProject.shared(kind, folder.resolve("round" + round))) {
                SixtyRevisions.write(site);
                site.configuration();
                int far = Math.max(3, expected.calls() / 4);
                int code = KILLED;
                while (code == KILLED) {
                    boolean more = kills < KILLS;
                    Process process = more ? site.start(String.valueOf(1 + random.nextInt(far))) : site.start();
                    assertTrue(process.waitFor(120, TimeUnit.SECONDS), site::output);
                    code = process.exitValue();
                    kills += code == KILLED ? 1 : 0;
                }
                assertEquals(0, code, site::output);
                assertEquals(expected.content(), site.content(), site::output);
                assertEquals(expected.applied(), site.applied(), site::output);
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
            try (TestProject site = new TestProject(kind, folder.resolve("death" + at))) {
                SixtyRevisions.write(site, 6);
                FaultInjection.die(at);
                assertThrows(FaultInjection.Death.class, () -> run(site), () -> "death at " + place);
                site.upgrade();
                assertEquals(expected.content(), site.content(), () -> "death at " + place);
                assertEquals(expected.applied(), site.applied(), () -> "death at " + place);
            }
        }
    }

    private static void run(TestProject site) {
        try (Trellis trellis = site.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }
}
