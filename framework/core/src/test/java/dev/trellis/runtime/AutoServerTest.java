package dev.trellis.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 with {@code AUTO_SERVER=TRUE}: the process that opens the file first serves the others, and may die of it. */
class AutoServerTest {
    private static final int REVISIONS = 6;

    @TempDir
    Path folder = Path.of("");

    private Site site(String name) {
        Site site = new Site(TestDatabase.autoServer(), folder.resolve(name));
        Sixty.write(site, REVISIONS);
        site.configuration();
        return site;
    }

    private String expected() throws Exception {
        try (Site undisturbed = new Site(Kind.H2, folder.resolve("undisturbed"))) {
            Sixty.write(undisturbed, REVISIONS);
            undisturbed.upgrade();
            return undisturbed.content();
        }
    }

    private static void assertDone(Site site, String expected) throws Exception {
        assertEquals(expected, site.content(), site::output);
        assertEquals(
                IntStream.range(0, REVISIONS)
                        .mapToObj(i -> "upgrade " + Sixty.id(i))
                        .toList(),
                site.applied(),
                site::output);
    }

    @Test
    void of_several_that_start_at_once_each_revision_is_run_by_one() throws Exception {
        String expected = expected();
        try (Site site = site("several")) {
            List<Process> processes =
                    IntStream.range(0, 3).mapToObj(i -> site.start()).toList();
            int lost = 0;
            for (Process process : processes) {
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), site::output);
                lost += process.exitValue() == 0 ? 0 : 1;
            }
            // The end of the one that served it takes another's connection away, which that one says.
            assertEquals(lost, site.output().split("error: connection_lost", -1).length - 1, site::output);
            Process last = site.start();
            assertTrue(last.waitFor(120, TimeUnit.SECONDS), site::output);
            assertEquals(0, last.exitValue(), site::output);
            assertDone(site, expected);
        }
    }

    @Test
    void what_a_killed_one_began_the_next_finishes() throws Exception {
        String expected = expected();
        try (Site site = site("killed")) {
            for (int calls : List.of(45)) {
                Process process = site.start(String.valueOf(calls));
                assertTrue(process.waitFor(120, TimeUnit.SECONDS), site::output);
                assertEquals(137, process.exitValue(), site::output);
            }
            // One dies while it serves another, which loses its connection or goes on.
            Process dying = site.start("30");
            Process other = site.start();
            assertTrue(dying.waitFor(120, TimeUnit.SECONDS), site::output);
            assertTrue(other.waitFor(120, TimeUnit.SECONDS), site::output);
            site.upgrade();
            assertDone(site, expected);
        }
    }
}
