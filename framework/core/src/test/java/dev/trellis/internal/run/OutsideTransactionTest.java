package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import dev.trellis.fixture.TestProject;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that the database does not run in a transaction: the error names the form that helps, in YAML and in SQL. */
class OutsideTransactionTest {
    private static final String TABLES = "create table t (id integer primary key, a integer);\n";

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRESQL | create index concurrently ix on t (a)
            POSTGRESQL | drop index concurrently if exists ix
            POSTGRESQL | reindex table concurrently t
            POSTGRESQL | vacuum t
            POSTGRESQL | vacuum full t
            POSTGRESQL | alter system reset work_mem
            SQLITE     | vacuum
            """)
    void the_error_names_the_form_that_helps(Kind kind, String statement) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.write("db/a1.sql", "-- revision: a1\n-- branch_labels: app\n\n-- upgrade\n" + TABLES);
            project.upgrade();

            Path yaml = project.script("a2", "a1", "upgrade:\n  - execute: " + statement + "\n");
            TrellisException inYaml = assertThrows(TrellisException.class, project::upgrade);
            assertEquals("statement_failed", inYaml.name());
            assertTrue(String.valueOf(inYaml.getMessage()).contains("autocommit:"), inYaml.getMessage());
            assertTrue(yaml.toFile().delete());

            String header = "-- revision: a2\n-- down_revision: a1\n";
            project.write("db/a2.sql", header + "\n-- upgrade\n" + statement + ";\n");
            TrellisException inSql = assertThrows(TrellisException.class, project::upgrade);
            assertTrue(String.valueOf(inSql.getMessage()).contains("'-- autocommit: true'"), inSql.getMessage());

            project.write("db/a2.sql", header + "-- autocommit: true\n\n-- upgrade\n" + statement + ";\n");
            assertEquals(List.of("a2"), project.upgrade().heads());
        }
    }

    /** PostgreSQL adds the value, and then refuses its use in the same transaction. */
    @Test
    void a_value_that_is_added_to_an_enum_and_used_in_the_same_revision_names_autocommit() {
        try (TestProject project = new TestProject(Kind.POSTGRESQL, folder)) {
            project.write(
                    "db/a1.sql",
                    "-- revision: a1\n-- branch_labels: app\n\n-- upgrade\ncreate type mood as enum ('sad');\n"
                            + "create table t (m mood);\n");
            project.upgrade();
            String header = "-- revision: a2\n-- down_revision: a1\n";
            String body = "\n-- upgrade\nalter type mood add value 'ok';\ninsert into t values ('ok');\n";
            project.write("db/a2.sql", header + body);
            TrellisException refused = assertThrows(TrellisException.class, project::upgrade);
            assertTrue(String.valueOf(refused.getMessage()).contains("'-- autocommit: true'"), refused.getMessage());
            project.write("db/a2.sql", header + "-- autocommit: true\n" + body);
            assertEquals(List.of("a2"), project.upgrade().heads());
        }
    }

    /** Lint gives the same advice before anything runs. */
    @ParameterizedTest
    @CsvSource({"POSTGRESQL", "SQLITE"})
    void a_script_outside_a_transaction_is_documented_by_its_header_alone(Kind kind) {
        try (TestProject project = new TestProject(kind, folder)) {
            project.write(
                    "db/a1.sql",
                    "-- revision: a1\n-- branch_labels: app\n-- autocommit: true\n\n-- upgrade\n" + TABLES
                            + "vacuum;\ninsert into t values (1, 1);\n");
            assertEquals(List.of("a1"), project.upgrade().heads());
            assertEquals(List.of("1"), project.database().query("select id from t"));
        }
    }
}
