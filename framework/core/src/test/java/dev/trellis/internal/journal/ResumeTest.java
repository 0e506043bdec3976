package dev.trellis.internal.journal;

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
import dev.trellis.schema.TableName;
import dev.trellis.script.JavaStep;
import dev.trellis.script.MigrationContext;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Interrupted revisions on the databases that commit DDL implicitly. */
class ResumeTest {
    private static final String FIRST =
            "upgrade:\n  - create_table: {name: t, columns: {id: integer}, primary_key: [id]}\n";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void a_fixed_script_resumes_after_what_is_done(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1",
                    "null",
                    FIRST + "  - execute: insert into t values (1)\n  - execute: insert into nowhere values (1)\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("statement_failed", e.name());
            assertTrue(e.problem().toString().contains("have taken effect and will not be run again"), e.getMessage());
            assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));

            project.script(
                    "a1",
                    "null",
                    FIRST + "  - execute: insert into t values (1)\n  - execute: insert into t values (2)\n");
            project.upgrade();
            assertEquals(List.of("1", "2"), project.database().query("SELECT id FROM t ORDER BY id"));
            assertEquals(
                    List.of("failed", "applied"),
                    project.attempts().stream()
                            .map(entry -> entry.outcome().toString())
                            .toList());
        }
    }

    /** On MariaDB and MySQL a {@code text} holds only 64 KiB. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL"})
    void a_long_script_is_recorded_completely(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            String row = "{id: 1, text: " + "x".repeat(200) + "}";
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer, text: string(200)}}\n"
                            + "  - bulk_insert: {table: t, rows: [" + (row + ", ").repeat(400) + row + "]}\n");
            project.upgrade();
            assertEquals(List.of("401"), project.database().query("SELECT count(*) FROM t"));
            assertTrue(String.valueOf(project.attempts().get(0).script()).endsWith(row + "]}\n"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void a_script_that_has_changed_in_what_is_done_is_refused(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", FIRST + "  - execute: insert into nowhere values (1)\n");
            assertThrows(TrellisException.class, project::upgrade);
            project.script(
                    "a1", "null", FIRST.replace("integer", "bigint") + "  - execute: insert into t values (1)\n");
            assertEquals(
                    "changed_script",
                    assertThrows(TrellisException.class, project::upgrade).name());
            assertEquals(List.of(), project.database().query("SELECT id FROM t"));
        }
    }

    /** The first statements of the second operation have been run, so the first two operations must be unchanged. */
    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void the_error_counts_the_operation_that_is_done_in_part(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            String second = "  - execute: |\n      insert into t values (1);\n      insert into nowhere values (1);\n";
            project.script("a1", "null", FIRST + second);
            assertThrows(TrellisException.class, project::upgrade);
            project.script("a1", "null", FIRST + second.replace("(1);\n      insert", "(2);\n      insert"));
            TrellisException refused = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("changed_script", refused.name());
            assertTrue(
                    refused.problem()
                            .message()
                            .contains("was interrupted in operation 2, and the part of the script up to operation 2"),
                    refused.problem().message());
            assertTrue(
                    String.valueOf(refused.problem().advice())
                            .startsWith("Change the first 2 operations of the script back"),
                    refused.problem().advice());
        }
    }

    /** The catalogue has no definition that shows whether a GRANT took effect. */
    @ParameterizedTest
    @CsvSource({"MARIADB, true", "MARIADB, false", "MYSQL, true", "MYSQL, false", "H2, true", "H2, false"})
    void a_person_decides_what_the_catalogue_does_not_show(Kind kind, boolean done) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script(
                    "a1", "null", FIRST + "  - execute: truncate table t\n  - execute: insert into t values (1)\n");
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            int at = callOf(project, "truncate");
            FaultInjection.die(at + 1);
            assertThrows(FaultInjection.Death.class, () -> run(project));

            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("undecided_statement", e.name());
            assertTrue(e.problem().toString().contains("truncate table t"), e.getMessage());
            assertTrue(e.problem().toString().contains("trellis resume --done"), e.getMessage());
            assertTrue(e.problem().toString().contains("trellis resume --again"), e.getMessage());
            assertEquals(
                    "undecided_statement",
                    assertThrows(TrellisException.class, project::upgrade).name());

            try (Trellis trellis = project.trellis()) {
                assertEquals(List.of("a1"), trellis.resume(done).heads());
                assertEquals(
                        "nothing_to_resume",
                        assertThrows(TrellisException.class, () -> trellis.resume(done))
                                .name());
            }
            assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));
            assertEquals(List.of("upgrade a1"), project.applied());
        }
    }

    /** A step that only writes rows is rolled back when its process dies; one that runs DDL is not. */
    @ParameterizedTest
    @CsvSource({"MARIADB, true", "MARIADB, false", "MYSQL, true", "MYSQL, false", "H2, true", "H2, false"})
    void an_interrupted_java_step_is_run_again_unless_it_has_committed(Kind kind, boolean ddl) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", FIRST + "  - run: step\n");
            Dying.ddl = ddl;
            Dying.dies = true;
            assertThrows(FaultInjection.Death.class, () -> upgrade(project));
            Dying.dies = false;
            if (ddl) {
                assertEquals(
                        "undecided_statement",
                        assertThrows(TrellisException.class, () -> upgrade(project))
                                .name());
            } else {
                upgrade(project);
                assertEquals(List.of("1"), project.database().query("SELECT id FROM t"));
            }
        }
    }

    private static void upgrade(TestProject project) {
        Extensions extensions =
                TestProject.extensions(List.of(), Map.of("step", Dying.class), Extensions.Instances.PLAIN);
        try (Trellis trellis = project.trellis(extensions, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    /** Writes a row and ends the process. */
    public static final class Dying implements JavaStep {
        static boolean ddl;
        static boolean dies;

        public Dying() {}

        @Override
        public void run(MigrationContext context) {
            context.handle().execute("insert into t values (1)");
            if (ddl) {
                context.handle().execute("create table other (id integer)");
            }
            if (dies) {
                throw new FaultInjection.Death();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"MARIADB", "MYSQL", "H2"})
    void an_interrupted_downgrade_is_finished_before_anything_else(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}, primary_key: [id]}
                      - create_table: {name: u, columns: {id: integer}, primary_key: [id]}
                    downgrade:
                      - drop_table: u
                      - execute: delete from t
                      - drop_table: t
                    """);
            project.upgrade();
            FaultInjection.at(Integer.MAX_VALUE, () -> {});
            try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, new Listener() {
                @Override
                public void statement(String sql) {
                    if (sql.startsWith("delete")) {
                        FaultInjection.die(1);
                    }
                }
            })) {
                assertThrows(FaultInjection.Death.class, () -> trellis.downgrade("base", others -> true));
            }
            assertEquals(List.of("t"), tables(project));
            assertEquals(2, project.upgrade().steps().size());
            assertEquals(List.of("upgrade a1", "downgrade a1", "upgrade a1"), project.applied());
            assertEquals(List.of("t", "u"), tables(project));
        }
    }

    /** A failed concurrent build leaves an invalid index behind, which is dropped and built again. */
    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "POSTGRESQL")
    void a_statement_that_failed_outside_a_transaction_is_cleaned_up_and_run_again(Kind kind) throws Exception {
        try (TestProject project = new TestProject(kind, folder)) {
            project.script("a1", "null", """
                    upgrade:
                      - create_table: {name: t, columns: {id: integer}}
                      - bulk_insert: {table: t, rows: [{id: 1}, {id: 1}]}
                      - autocommit:
                          - create_index: {name: ix_t, table: t, columns: [id], unique: true, concurrently: true}
                      - execute: insert into t values (3)
                    """);
            assertThrows(TrellisException.class, project::upgrade);
            assertEquals(
                    List.of("f"),
                    project.database().query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_t'::regclass"));
            project.database().execute("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");
            project.upgrade();
            assertEquals(
                    List.of("t"),
                    project.database().query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_t'::regclass"));
            assertEquals(List.of("1", "3"), project.database().query("SELECT id FROM t ORDER BY 1"));
        }
    }

    private static List<String> tables(TestProject project) throws SQLException {
        try (Connection connection = project.database().connect()) {
            return TestProject.dialect(project.database().kind())
                    .inspect(connection, List.of())
                    .tables()
                    .keySet()
                    .stream()
                    .map(TableName::name)
                    .filter(name -> !name.startsWith("trellis_"))
                    .toList();
        }
    }

    private static void run(TestProject project) {
        try (Trellis trellis = project.trellis(FaultInjection.EXTENSIONS, Listener.NONE)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
    }

    /** Returns after how many calls a statement is sent, measured in another database. */
    private int callOf(TestProject project, String begin) throws Exception {
        int[] at = {0};
        try (TestProject other = new TestProject(project.database().kind(), folder.resolve("other"))) {
            java.nio.file.Files.copy(
                    folder.resolve("db/a1.yaml"), other.folder().resolve("db/a1.yaml"));
            try (Trellis trellis = other.trellis(FaultInjection.EXTENSIONS, new Listener() {
                @Override
                public void statement(String sql) {
                    at[0] = sql.startsWith(begin) ? FaultInjection.counted() + 1 : at[0];
                }
            })) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
        }
        return at[0];
    }
}
