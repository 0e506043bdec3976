package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Notices and warnings of the server are shown with {@code -v}. SQLite and H2 send none. */
@SuppressWarnings("NullAway.Init")
class ServerWarningTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MYSQL"})
    void a_warning_of_the_server_is_shown_with_v(Kind kind) {
        try (TestDatabase database = TestDatabase.open(kind)) {
            CommandLineRun run = upgrade(database, "drop table if exists no_such_table", "-v");
            assertEquals(Main.EXIT_OK, run.code(), run.err());
            assertTrue(run.err().contains("note: the database reports: "), run.err());
            assertTrue(run.err().contains("no_such_table"), run.err());
            CommandLineRun.of(folder, "downgrade", "base");
            CommandLineRun quiet = CommandLineRun.of(folder, "upgrade", "heads");
            assertEquals(Main.EXIT_OK, quiet.code(), quiet.err());
            assertFalse(quiet.err().contains("no_such_table"), quiet.err());
        }
    }

    @Test
    void every_notice_of_a_block_is_shown_also_if_it_fails() {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            CommandLineRun run = upgrade(
                    database,
                    "do $$ begin raise notice 'one row'; raise warning 'two rows'; perform 1 / 0; end $$",
                    "-v");
            assertEquals(Main.EXIT_FAILED, run.code());
            assertTrue(run.err().contains("one row") && run.err().contains("two rows"), run.err());
        }
    }

    private CommandLineRun upgrade(TestDatabase database, String sql, String flag) {
        CommandLineRun.configure(folder, database, "branches: {notes: {directory: db}}");
        CommandLineRun.write(
                folder,
                "db/a.yaml",
                "revision: a0000000000a\nbranch_labels: [notes]\nupgrade:\n  - create_table: {name: t, columns: {id: integer}}\n"
                        + "  - execute: \"" + sql + "\"\ndowngrade:\n  - drop_table: t\n");
        return CommandLineRun.of(folder, flag, "upgrade", "heads");
    }
}
