package dev.trellis.internal.protection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.script.JavaStep;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A Java step that opens a connection of its own, next to the one that it receives. Trellis does not see what happens there;
 * these tests show what it guarantees all the same. {@link HiddenCommitTest} shows the same for protected tables.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecondConnectionTest {
    private static final String VERSIONS = "select version_num from trellis_version";

    @TempDir
    Path folder = Path.of("");

    /** Creates a project whose first revision is applied and whose second one runs a step between two operations. */
    private TestProject project(Kind kind, String settings) {
        TestProject project = TestProject.shared(kind, folder).with(settings);
        project.script("a1", "null", "upgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
        project.upgrade();
        project.script("a2", "a1", """
                upgrade:
                  - bulk_insert: {table: t, rows: [{id: 1}]}
                  - run: step
                  - add_column: {table: t, name: n, type: integer}
                """);
        return project;
    }

    private static void upgrade(TestProject project, JavaStep step) {
        try (Trellis trellis = project.trellis(step)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    private static TrellisException refused(TestProject project, JavaStep step) {
        return assertThrows(TrellisException.class, () -> upgrade(project, step));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Finishes the revision with a step that does nothing, after a decision if the database needs one. */
    private static void requireFinished(TestProject project) {
        JavaStep nothing = context -> {};
        try {
            upgrade(project, nothing);
        } catch (TrellisException e) {
            assertEquals("undecided_statement", e.name(), e.problem().toString());
            try (Trellis trellis = project.trellis(nothing)) {
                trellis.resume(false);
            }
        }
        assertEquals(List.of("a2"), project.database().query(VERSIONS));
        assertEquals(List.of("1|NULL"), project.database().query("select id, n from t"));
    }

    /** PostgreSQL and SQLite keep other connections from writing to the version table while a revision runs. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void the_version_table_cannot_be_changed(Kind kind) {
        try (TestProject project = project(kind, "")) {
            TrellisException e = refused(project, context -> {
                try (Connection other = project.database().connect()) {
                    if (kind == Kind.POSTGRESQL) {
                        execute(other, "set lock_timeout = '500ms'");
                    }
                    execute(other, "delete from trellis_version", "insert into trellis_version values ('a2')");
                }
            });
            boolean isLocked = kind == Kind.POSTGRESQL || kind == Kind.SQLITE;
            assertEquals(
                    isLocked ? "step_failed" : "protected_table",
                    e.name(),
                    e.problem().toString());
            assertEquals(List.of("a1"), project.database().query(VERSIONS));
            requireFinished(project);
        }
    }

    /** The sessions of Trellis are ended, with them the lock and the transaction. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void ending_the_sessions_of_the_run_leaves_nothing_recorded(Kind kind) {
        try (TestProject project = project(kind, "")) {
            refused(project, context -> {
                try (Connection other = project.database().connect()) {
                    endOthers(kind, other);
                }
            });
            assertEquals(List.of("a1"), project.database().query(VERSIONS));
            requireFinished(project);
        }
    }

    private static void endOthers(Kind kind, Connection connection) throws SQLException {
        if (kind == Kind.POSTGRESQL) {
            execute(
                    connection,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");
            return;
        }
        List<Long> sessions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery("select id from information_schema.processlist where db = database()"
                        + " and id <> connection_id()")) {
            while (rows.next()) {
                sessions.add(rows.getLong(1));
            }
        }
        for (long session : sessions) {
            execute(connection, "kill " + session);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void an_upgrade_inside_a_step_waits_for_the_lock_and_fails(Kind kind) {
        try (TestProject project = project(kind, "lock_timeout: 1s\n")) {
            TrellisException e = refused(project, context -> upgrade(project, inner -> {}));
            assertTrue(
                    e.problem().toString().contains("lock_timeout"), e.problem().toString());
            assertEquals(List.of("a1"), project.database().query(VERSIONS));
            requireFinished(project);
        }
    }

    /** The connection stays open with a transaction that blocks the next operation of the revision. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL", "H2"})
    void a_transaction_that_is_left_open_ends_the_wait_of_the_revision_after_the_timeout(Kind kind)
            throws SQLException {
        try (TestProject project = project(kind, "lock_wait_timeout: 1s\n");
                Connection other = project.database().connect()) {
            other.setAutoCommit(false);
            TrellisException e =
                    refused(project, context -> execute(other, "select id from t", "insert into t values (7)"));
            assertEquals("lock_wait_timeout", e.name(), e.problem().toString());
            assertEquals(List.of("a1"), project.database().query(VERSIONS));
            other.rollback();
            requireFinished(project);
        }
    }

    /** Work that the other connection has not committed is lost; the revision itself is complete. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MYSQL", "H2"})
    void uncommitted_work_is_not_part_of_the_revision(Kind kind) {
        try (TestProject project = project(kind, "")) {
            project.database().execute("create table other (id integer)");
            upgrade(project, context -> {
                try (Connection other = project.database().connect()) {
                    other.setAutoCommit(false);
                    execute(other, "insert into other values (7)");
                    other.rollback();
                }
            });
            assertEquals(List.of("0"), project.database().query("select count(*) from other"));
            assertEquals(List.of("a2"), project.database().query(VERSIONS));
        }
    }
}
