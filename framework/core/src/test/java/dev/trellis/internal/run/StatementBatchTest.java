package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.FaultInjection;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that are sent to PostgreSQL as one message. */
class StatementBatchTest {
    private static final String TABLE =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer, n: integer}, primary_key: [id]}\n";
    private static final String INDEX = "  - create_index: {table: t, columns: [n]}\n";
    private static final String COLUMN = "  - add_column: {table: t, name: m, type: integer}\n";

    @TempDir
    Path folder = Path.of("");

    /** Receives each statement, so that each is sent separately. */
    private static final Listener HEARING = new Listener() {
        @Override
        public void statement(String sql) {}
    };

    private static TrellisException failure(TestProject project, Listener listener) {
        try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
            return assertThrows(TrellisException.class, () -> trellis.upgrade("heads", UpgradeOptions.NONE));
        }
    }

    private static int calls(TestProject project, Listener listener) {
        FaultInjection.at(Integer.MAX_VALUE, () -> {});
        try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, listener)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        return FaultInjection.counted();
    }

    @Test
    void a_batch_of_the_claim_and_three_statements_saves_three_calls() throws Exception {
        try (TestProject alone = new TestProject(Kind.POSTGRESQL, folder.resolve("alone"));
                TestProject together = new TestProject(Kind.POSTGRESQL, folder.resolve("together"))) {
            alone.script("a1", "null", TABLE + INDEX + COLUMN);
            together.script("a1", "null", TABLE + INDEX + COLUMN);
            assertEquals(3, (calls(alone, HEARING) - calls(together, Listener.NONE)) / 2);
            assertEquals(alone.content(), together.content());
        }
    }

    @Test
    void the_failed_statement_of_a_batch_is_found_and_the_batch_is_undone() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script("a1", "null", TABLE + INDEX + COLUMN + COLUMN + "  - drop_table: t\n");
            TrellisException together = failure(project, Listener.NONE);
            assertEquals(
                    List.of("a1 failed"),
                    project.attempts().stream()
                            .map(entry -> entry.revision() + " " + entry.outcome())
                            .toList());
            TrellisException alone = failure(project, HEARING);
            assertEquals(alone.problem().toString(), together.problem().toString());
            assertTrue(together.problem().message().contains("ADD COLUMN \"m\""), together.problem()::toString);
            assertEquals(
                    9,
                    together.problem().location() == null
                            ? 0
                            : together.problem().location().line());
            assertEquals(
                    List.of(),
                    project.database().query("SELECT 1 FROM pg_class WHERE relname = 't' AND relkind = 'r'"));
        }
    }

    /** The last operation queries the catalogue for a type that the batch creates. */
    @Test
    void a_query_of_the_catalogue_sees_the_statements_of_the_batch() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_enum: {name: mood, values: [good, bad]}\n"
                            + "  - create_table: {name: t, columns: {id: integer, mood: \"enum(mood: good, bad)\"}}\n"
                            + "  - alter_enum: {name: mood, values: [bad, worse]}\n"
                            + "  - create_index: {table: t, columns: [mood]}\n");
            project.upgrade();
            assertEquals(
                    List.of("bad", "worse"),
                    project.database().query("SELECT enumlabel FROM pg_enum ORDER BY enumsortorder"));
        }
    }

    /** Raw SQL and rows are sent separately. */
    @Test
    void raw_sql_and_rows_keep_their_order_among_batched_statements() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script(
                    "a1",
                    "null",
                    TABLE + INDEX + "  - execute: insert into t values (1, 1) -- the first\n"
                            + "  - bulk_insert: {table: t, rows: [{id: 2, n: 2}]}\n" + COLUMN
                            + "  - execute: update t set m = n + 10\n"
                            + "  - create_index: {table: t, columns: [m]}\n");
            project.upgrade();
            assertEquals(List.of("1|1|11", "2|2|12"), project.database().query("SELECT id, n, m FROM t ORDER BY id"));
        }
    }

    private static String table(String name) {
        return "upgrade:\n  - create_table: {name: " + name + ", columns: {id: integer}}\n" + "  - add_column: {table: "
                + name + ", name: n, type: integer}\n";
    }

    /** Returns a listener that runs an action when a revision begins. */
    private static Listener at(String revision, Runnable what) {
        return new Listener() {
            @Override
            public void begun(Step step, @Nullable Script script) {
                if (step.revision().id().equals(revision)) {
                    what.run();
                }
            }
        };
    }

    /** Another tool that ignores the lock moves the heads; the statements that were sent with the claim are undone. */
    @Test
    void moved_heads_are_noticed_although_the_claim_was_sent_with_the_statements() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script("a1", "null", table("t1"));
            project.script("a2", "a1", table("t2"));
            project.script("a3", "a2", table("t3"));
            Listener listener = at(
                    "a2", () -> project.database().execute(List.of("update trellis_version set version_num = 'a2'")));
            try (Trellis trellis = project.trellis(Extensions.NONE, listener)) {
                assertEquals(
                        List.of("a1", "a3"),
                        trellis.upgrade("heads", UpgradeOptions.NONE).steps().stream()
                                .map(RunReport.AppliedStep::revision)
                                .toList());
            }
            assertEquals(
                    List.of("t1", "t3"),
                    project.database()
                            .query(
                                    "SELECT relname FROM pg_class WHERE relname LIKE 't_' AND relkind = 'r' ORDER BY 1"));
        }
    }

    /** The history entry is sent together with the commit; if it fails, nothing is committed. */
    @Test
    void a_revision_whose_history_entry_is_rejected_is_rolled_back() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            for (int i = 1; i <= 4; i++) {
                project.script("a" + i, i == 1 ? "null" : "a" + (i - 1), table("t" + i));
            }
            Listener listener = at(
                    "a1",
                    () -> project.database()
                            .execute(List.of("alter table trellis_history add check (revision <> 'a3')")));
            TrellisException failure = failure(project, listener);
            assertTrue(failure.problem().message().contains("a3"), failure.problem()::toString);
            assertEquals(List.of("upgrade a1", "upgrade a2"), project.applied());
            assertEquals(
                    List.of("t1", "t2"),
                    project.database()
                            .query(
                                    "SELECT relname FROM pg_class WHERE relname LIKE 't_' AND relkind = 'r' ORDER BY 1"));
        }
    }

    /** A trigger discards the update of the version table. */
    @Test
    void a_revision_whose_version_row_is_swallowed_is_rolled_back() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.script("a1", "null", table("t1"));
            project.upgrade();
            project.script("a2", "a1", table("t2"));
            project.script("a3", "a2", table("t3"));
            project.database()
                    .execute(List.of(
                            "create function swallow() returns trigger language plpgsql as"
                                    + " 'begin return null; end'",
                            "create trigger swallow before update on trellis_version for each row"
                                    + " execute function swallow()"));
            assertEquals("row_count_mismatch", failure(project, Listener.NONE).name());
            assertEquals(List.of("upgrade a1"), project.applied());
            assertEquals(
                    List.of("t1"),
                    project.database()
                            .query(
                                    "SELECT relname FROM pg_class WHERE relname LIKE 't_' AND relkind = 'r' ORDER BY 1"));
        }
    }

    /** Some parameters make the driver set savepoints of its own, which end with the commit in the message. */
    @ParameterizedTest
    @ValueSource(
            strings = {"autosave=always", "autosave=conservative", "prepareThreshold=1", "preferQueryMode=extended"})
    void driver_parameters_in_the_url_change_nothing(String parameter) {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            for (int i = 1; i <= 4; i++) {
                project.script("a" + i, i == 1 ? "null" : "a" + (i - 1), table("t" + i));
            }
            String url = project.database().url();
            try (Trellis trellis = project.trellis(url + (url.contains("?") ? "&" : "?") + parameter)) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(List.of("upgrade a1", "upgrade a2", "upgrade a3", "upgrade a4"), project.applied());
        }
    }
}
