package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** {@code database.schema}: where names lie that have no schema of their own. */
@SuppressWarnings("NullAway.Init")
class DefaultSchemaTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void everything_goes_there_and_is_found_there(Kind kind) {
        String home = "trellis_home_" + kind.name().toLowerCase(Locale.ROOT);
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create schema " + home);
            try {
                CommandLineRun.configure(
                        folder,
                        database,
                        "branches: {notes: {directory: db}}\nenvironments: {home: {database: {schema: " + home + "}}}");
                CommandLineRun.write(folder, "db/a.yaml", """
                        revision: a0000000000a
                        branch_labels: [notes]
                        upgrade:
                          - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                        downgrade:
                          - drop_table: note
                        """);
                assertEquals(Main.OK, run("upgrade", "heads").code());
                assertEquals("a0000000000a (notes) (head)\n", run("current").out());
                assertEquals(
                        List.of("note", "trellis_history", "trellis_version"),
                        database.query("select lower(table_name) from information_schema.tables where table_schema = '"
                                + home + "' order by 1"));
                assertEquals(Main.OK, run("downgrade", "base").code());
                assertEquals("", run("current").out());
            } finally {
                database.execute(
                        "drop schema " + home + (kind == Kind.MARIADB || kind == Kind.MYSQL ? "" : " cascade"));
            }
        }
    }

    @Test
    void where_there_are_none_that_is_said_and_nothing_is_touched() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            CommandLineRun.configure(
                    folder,
                    database,
                    "branches: {notes: {directory: db}}\nenvironments: {home: {database: {schema: sales}}}");
            CommandLineRun.write(
                    folder,
                    "db/a.yaml",
                    "revision: a0000000000a\nbranch_labels: [notes]\nupgrade: []\ndowngrade: []\n");
            for (String[] command : new String[][] {
                {"-n", "home", "upgrade", "heads"},
                {"-n", "home", "upgrade", "heads", "--sql"},
                {"-n", "home", "verify"}
            }) {
                CommandLineRun run = CommandLineRun.of(folder, command);
                assertEquals(Main.FAILED, run.code());
                assertEquals(
                        "error: no_schemas: the configuration has 'database.schema: sales', but sqlite has no schemas",
                        run.err().lines().findFirst().orElse(""));
            }
            assertEquals(List.of(), database.query("select name from sqlite_master"));
        }
    }

    private CommandLineRun run(String... command) {
        String[] all = new String[command.length + 2];
        all[0] = "-n";
        all[1] = "home";
        System.arraycopy(command, 0, all, 2, command.length);
        CommandLineRun run = CommandLineRun.of(folder, all);
        assertEquals("", run.code() == Main.OK ? "" : run.err());
        return run;
    }
}
