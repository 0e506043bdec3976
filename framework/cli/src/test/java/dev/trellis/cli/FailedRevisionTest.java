package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A statement fails in the middle of a revision. */
@SuppressWarnings("NullAway.Init")
class FailedRevisionTest {
    private static final String BROKEN = "insert into note (id, text) values (1, 'twice')";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL"},
            mode = Mode.INCLUDE)
    void the_revision_is_rolled_back_and_the_next_run_starts_with_it(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database);
            CommandLineRun.write(folder, "db/b_fill.yaml", script(BROKEN));

            CommandLineRun failed = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_FAILED, failed.code());
            assertTrue(failed.err().contains("error: statement_failed: "), failed.err());
            assertTrue(
                    failed.err().contains("b_fill.yaml:11:5: a statement of revision b0000000000b failed"),
                    failed.err());
            assertTrue(failed.err().contains("| " + BROKEN), failed.err());
            assertTrue(
                    failed.err()
                            .contains("Revision b0000000000b is rolled back completely. Done before it: a0000000000a."
                                    + " Not reached: c0000000000c."),
                    failed.err());
            assertFalse(failed.err().contains("\tat "), failed.err());
            assertEquals(List.of("a0000000000a"), database.query("select version_num from trellis_version"));
            assertEquals(List.of("0"), database.query("select count(*) from note"));
            assertEquals(
                    List.of("a0000000000a|applied", "b0000000000b|failed"),
                    database.query("select revision, outcome from trellis_history order by id"));

            CommandLineRun.write(folder, "db/b_fill.yaml", script("insert into note (id, text) values (2, 'once')"));
            CommandLineRun fixed = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, fixed.code(), fixed.err());
            assertEquals(List.of("1|once", "2|once"), database.query("select id, text from note order by id"));
            assertEquals(List.of("c0000000000c"), database.query("select version_num from trellis_version"));
        }
    }

    private void configure(TestDatabase database) {
        CommandLineRun.configure(folder, database, "branches: {notes: {directory: db}}");
        CommandLineRun.write(folder, "db/a_create.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                message: create notes
                upgrade:
                  - create_table: {name: note, columns: {id: integer, text: string(20)}, primary_key: [id]}
                downgrade:
                  - drop_table: note
                """);
        CommandLineRun.write(folder, "db/c_index.yaml", """
                revision: c0000000000c
                down_revision: b0000000000b
                message: index notes
                upgrade:
                  - create_index: {table: note, columns: [text]}
                downgrade:
                  - drop_index: {table: note, name: ix_note_text}
                """);
    }

    /** Returns a revision that adds a column, inserts a row, and then runs the given statement. */
    private static String script(String statement) {
        return """
                revision: b0000000000b
                down_revision: a0000000000a
                message: fill notes
                upgrade:
                  - add_column:
                      table: note
                      name: seen
                      type: boolean
                  - execute: insert into note (id, text) values (1, 'once')
                  # the next statement fails in the first run
                  - execute: %s
                """.formatted(statement);
    }
}
