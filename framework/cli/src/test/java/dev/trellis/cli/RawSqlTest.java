package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The SQL that {@code execute} accepts and refuses. */
@SuppressWarnings("NullAway.Init")
class RawSqlTest {
    private static final List<String> TRANSACTION_CONTROL =
            List.of("commit", "insert into note values (1); commit", "rollback", "begin", "/* x */ COMMIT;");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void all_statements_of_a_text_run(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "execute: insert into note values (1); insert into note values (2);");
            CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            assertEquals(List.of("1", "2"), database.query("select id from note order by id"));
        }
    }

    @TestFactory
    Stream<DynamicTest> a_statement_that_ends_the_transaction_is_refused_before_anything_runs() {
        return TRANSACTION_CONTROL.stream()
                .map(sql -> DynamicTest.dynamicTest(sql, () -> {
                    try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
                        configure(database, "execute: '" + sql + "'");
                        CommandLineRun run = CommandLineRun.of(folder, "upgrade", "heads");
                        assertEquals(Main.EXIT_FAILED, run.code());
                        assertTrue(run.err().contains("error: transaction_control: "), run.err());
                        assertTrue(run.err().contains("a.yaml:5:5: '"), run.err());
                        assertEquals(List.of(), database.query("select name from sqlite_master"));
                    }
                }));
    }

    private void configure(TestDatabase database, String operation) {
        CommandLineRun.configure(folder, database, "branches: {notes: {directory: db}}");
        CommandLineRun.write(folder, "db/a.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                upgrade:
                  - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                  - %s
                """.formatted(operation));
    }
}
