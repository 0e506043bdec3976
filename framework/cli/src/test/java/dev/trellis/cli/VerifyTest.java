package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code verify} on a real database of each kind; whatever it finds, nothing of its own stays behind. */
@SuppressWarnings("NullAway.Init")
class VerifyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Kind.class)
    void finds_nothing_where_all_is_well(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "downgrade: [{drop_column: {table: note, name: seen}}]", "seen: boolean");
            CommandLineRun run = CommandLineRun.of(folder, "verify");
            assertEquals(Main.OK, run.code(), run.out() + run.err());
            assertEquals("", run.out());
            assertTrue(run.err().contains("2 revisions went up, down and up on "), run.err());
            assertUntouched(database);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void names_the_revision_and_what_differs(Kind kind) throws IOException {
        try (TestDatabase database = TestDatabase.open(kind)) {
            configure(database, "downgrade: []", "seen: boolean");
            CommandLineRun left = CommandLineRun.of(folder, "verify");
            assertEquals(Main.FOUND, left.code(), left.out() + left.err());
            assertTrue(left.out().contains("downgrade_differs: notes b0000000000b: "), left.out());
            assertTrue(left.out().contains("column note.seen is left over"), left.out());
            assertTrue(left.out().contains("second_upgrade_fails: notes b0000000000b: "), left.out());
            assertUntouched(database);

            configure(database, "", "seen: boolean, more: integer");
            CommandLineRun model = CommandLineRun.of(folder, "verify");
            assertEquals(Main.FOUND, model.code(), model.out() + model.err());
            assertTrue(model.out().contains("no_downgrade: notes b0000000000b: "), model.out());
            assertTrue(model.out().contains("add column note.more"), model.out());
            assertUntouched(database);
        }
    }

    private void assertUntouched(TestDatabase database) throws IOException {
        switch (database.kind()) {
            case SQLITE ->
                assertFalse(Files.exists(Path.of(database.url().substring("jdbc:sqlite:".length()))), "it was created");
            case POSTGRESQL ->
                assertEquals(
                        List.of("0"),
                        database.query("select (select count(*) from pg_database where datname like 'trellis_verify%')"
                                + " + (select count(*) from pg_tables where schemaname = 'public')"));
            default ->
                assertEquals(
                        List.of(),
                        database.query("select schema_name from information_schema.schemata"
                                + " where schema_name like 'trellis_verify%'"));
        }
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> String.valueOf(file.getFileName()).startsWith("trellis_verify_"))
                            .toList());
        }
    }

    private void configure(TestDatabase database, String downgrade, String columns) {
        CommandLineRun.write(folder, "trellis.yaml", """
                database: {url: "%s", user: "%s", password: "%s"}
                branches: {notes: {directory: db}}
                """.formatted(
                        database.url(),
                        database.user() == null ? "" : database.user(),
                        database.password() == null ? "" : database.password()));
        CommandLineRun.write(folder, "db/model.yaml", """
                tables:
                  note: {columns: {id: integer, text: string(20), %s}, primary_key: [id]}
                """.formatted(columns));
        CommandLineRun.write(folder, "db/a.yaml", """
                revision: a0000000000a
                branch_labels: [notes]
                upgrade:
                  - create_table: {name: note, columns: {id: integer, text: string(20)}, primary_key: [id]}
                downgrade:
                  - drop_table: note
                """);
        CommandLineRun.write(folder, "db/b.yaml", """
                revision: b0000000000b
                down_revision: a0000000000a
                upgrade:
                  - add_column: {table: note, name: seen, type: boolean}
                """ + downgrade + "\n");
    }
}
