package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.HistoryEntry;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan that is long enough for its steps to be prepared in the background. */
class BackgroundPreparationTest {
    /**
     * The number of revisions. Each creates a table; every third revision can be prepared only with the database, because
     * it also changes the table of another revision.
     */
    private static final int REVISIONS = 60;

    @TempDir
    Path folder = Path.of("");

    private static String id(int number) {
        return String.format("a%03d", number);
    }

    private static void write(TestProject project) {
        for (int i = 0; i < REVISIONS; i++) {
            String operations =
                    "upgrade:\n  - create_table: {name: t%1$d, columns: {id: integer, n: integer}, primary_key: [id]}\n"
                            + "  - create_index: {table: t%1$d, columns: [n]}\n";
            if (i % 3 == 2) {
                operations += "  - alter_column: {table: t%2$d, name: n, nullable: false}\n";
            }
            if (i % 5 == 4) {
                operations += "  - execute: insert into t%1$d values (1, 2)\n";
            }
            project.script(
                    id(i),
                    i == 0 ? "null" : id(i - 1),
                    String.format(operations, i, i - 1) + String.format("downgrade:\n  - drop_table: t%d\n", i));
        }
    }

    private static List<String> history(TestProject project) {
        return project.attempts().stream()
                .filter(entry -> entry.outcome() == HistoryEntry.Outcome.APPLIED)
                .map(entry -> entry.revision() + " " + entry.checksum())
                .sorted()
                .toList();
    }

    private static boolean isPreparing() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("trellis-preparation"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_long_plan_has_the_result_of_one_revision_at_a_time(Kind kind) throws Exception {
        try (TestProject atOnce = new TestProject(kind, folder.resolve("once"));
                TestProject oneByOne = new TestProject(kind, folder.resolve("one"))) {
            write(atOnce);
            write(oneByOne);
            atOnce.upgrade();
            try (Trellis trellis = oneByOne.trellis()) {
                for (int i = 0; i < REVISIONS; i++) {
                    trellis.upgrade("+1", UpgradeOptions.NONE);
                }
            }
            assertEquals(oneByOne.content(), atOnce.content());
            assertEquals(history(oneByOne), history(atOnce));
            assertEquals(REVISIONS, history(atOnce).size());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void a_failure_in_a_long_plan_is_reported_as_in_a_short_one_and_ends_the_preparation(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            write(project);
            project.script("b0", id(REVISIONS - 1), "upgrade:\n  - drop_column: {table: t1, name: missing}\n");
            TrellisException inLong;
            TrellisException inShort;
            try (Trellis trellis = project.trellis()) {
                inLong = assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
                inShort = assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
            }
            assertEquals(inShort.name(), inLong.name());
            assertTrue(inLong.problem().message().contains("missing"), inLong.problem()::toString);
            for (int i = 0; i < 100 && isPreparing(); i++) {
                Thread.sleep(20);
            }
            assertTrue(!isPreparing(), "the background thread has ended");
        }
    }
}
