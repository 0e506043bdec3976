package dev.trellis.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.RevisionRequest;
import dev.trellis.SeedValues;
import dev.trellis.Trellis;
import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions and options of tables from the model to the database and back. */
class CompleteTablesTest {
    private static final String MODEL = """
            tables:
              event:
                columns: {id: integer, at: {type: timestamptz, nullable: false}, note: text}
                primary_key: [id, at]
                partition_by: {range: [at]}
                indexes: [[note]]
              event_2026:
                partition_of: {table: event, from: "2026-01-01", to: "2027-01-01"}
                options: {postgresql: {fillfactor: 70}}
              session:
                columns: {id: integer, body: text}
                options: {postgresql: {unlogged: true, row_security: enabled}}
            """;

    @TempDir
    Path folder = Path.of("");

    private TestProject project() {
        TestProject project = new TestProject(Kind.POSTGRESQL, folder);
        project.write("db/model.yaml", MODEL);
        return project;
    }

    private static AutogenerateReport draft(Trellis trellis, String message) {
        return trellis.autogenerate(RevisionRequest.of(message, "app@head"), rename -> false);
    }

    @Test
    void a_draft_creates_everything_and_nothing_differs_afterwards() throws Exception {
        try (TestProject project = project()) {
            try (Trellis trellis = project.trellis()) {
                assertEquals(
                        List.of("create table event", "create table event_2026", "create table session"),
                        draft(trellis, "begin").difference().operations());
            }
            project.upgrade();
            try (Trellis trellis = project.trellis()) {
                assertFalse(trellis.check("app").get(0).isFinding(false));
            }
            project.database()
                    .execute(
                            "create table event_2027 partition of event for values from ('2027-01-01') to ('2028-01-01')");
            try (Trellis trellis = project.trellis()) {
                AutogenerateReport nothing = draft(trellis, "nothing");
                assertEquals(List.of(), nothing.difference().operations());
                assertEquals(
                        List.of("1 partition has no owner: event_2027"),
                        nothing.difference().reported().stream()
                                .map(each -> each.what())
                                .toList());
                trellis.downgrade("base", revisions -> true);
            }
            assertEquals(
                    List.of("0"),
                    project.database().query("select count(*) from pg_class where relname in ('event', 'session')"));
            try (Trellis trellis = project.trellis()) {
                trellis.createDatabase(objects -> true, SeedValues.NONE);
                assertFalse(trellis.check("app").get(0).isFinding(false));
            }
            assertEquals(
                    List.of("event"),
                    project.database()
                            .query("select inhparent::regclass::text from pg_inherits"
                                    + " where inhrelid = 'event_2026'::regclass"));
        }
    }

    @Test
    void an_unknown_option_is_refused_with_its_place() throws Exception {
        try (TestProject project = project()) {
            project.write("db/model.yaml", MODEL.replace("fillfactor: 70", "filfactor: 70"));
            try (Trellis trellis = project.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, () -> draft(trellis, "begin"));
                assertEquals("unknown_key", e.name());
                assertTrue(String.valueOf(e.getMessage()).contains("model.yaml:9:"), e.getMessage());
                assertEquals("Did you mean 'fillfactor'?", e.problem().advice());
            }
            project.write("db/model.yaml", MODEL.replace("fillfactor: 70", "fillfactor: many"));
            try (Trellis trellis = project.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, () -> draft(trellis, "begin"));
                assertEquals(
                        "'fillfactor' must be a number, not 'many'", e.problem().message());
            }
            project.write(
                    "db/model.yaml",
                    MODEL.replace("    partition_of:", "    columns: {id: integer}\n    partition_of:"));
            try (Trellis trellis = project.trellis()) {
                TrellisException e = assertThrows(TrellisException.class, () -> draft(trellis, "begin"));
                assertEquals(
                        "partition 'event_2026' cannot have 'columns'",
                        e.problem().message());
            }
        }
    }

    /** H2 drops a global temporary table when the database is closed; the revision that created it never runs again. */
    @Test
    void h2_creates_no_table_that_disappears_when_its_file_is_closed() {
        try (TestProject project = new TestProject(TestDatabase.autoServer(), folder)) {
            project.script(
                    "a1",
                    "null",
                    "upgrade:\n  - create_table: {name: t, columns: {id: integer}, options: {h2: {temporary: true}}}\n");
            TrellisException e = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("unsupported", e.name());
            assertTrue(
                    e.problem().message().contains("drops a temporary table when the database is closed"),
                    e.problem().message());
        }
    }

    /** A table that the application has created exists as long as the database is open, and equals its model so long. */
    @Test
    void an_existing_temporary_table_of_h2_equals_its_model_until_the_file_is_closed() throws Exception {
        try (TestProject project = new TestProject(TestDatabase.autoServer(), folder)) {
            project.script("a1", "null", "upgrade: []\n");
            project.write("db/model.yaml", "tables: {t: {columns: {id: integer}, options: {h2: {temporary: true}}}}\n");
            project.upgrade();
            try (Connection application = project.database().connect()) {
                try (Statement statement = application.createStatement()) {
                    statement.execute("create global temporary table t (id integer)");
                }
                assertEquals(List.of(), operations(project));
            }
            assertEquals(List.of("create table t"), operations(project));
        }
    }

    private static List<String> operations(TestProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.check("app").get(0).operations();
        }
    }
}
