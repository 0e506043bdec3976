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

/** The configuration key {@code database.schema}: the schema of names that are written without one. */
@SuppressWarnings("NullAway.Init")
class DefaultSchemaTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(value = Kind.class, names = "SQLITE", mode = Mode.EXCLUDE)
    void all_tables_are_created_and_found_in_the_default_schema(Kind kind) {
        String schema = "trellis_default_" + kind.name().toLowerCase(Locale.ROOT);
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create schema " + schema);
            try {
                CommandLineRun.configure(
                        folder,
                        database,
                        "branches: {notes: {directory: db}}\nenvironments: {other: {database: {schema: " + schema
                                + "}}}");
                CommandLineRun.write(folder, "db/a.yaml", """
                        revision: a0000000000a
                        branch_labels: [notes]
                        upgrade:
                          - create_table: {name: note, columns: {id: integer}, primary_key: [id]}
                        downgrade:
                          - drop_table: note
                        """);
                assertEquals(Main.EXIT_OK, run("upgrade", "heads").code());
                assertEquals("a0000000000a (notes) (head)\n", run("current").out());
                assertEquals(
                        List.of("note", "trellis_history", "trellis_version"),
                        database.query("select lower(table_name) from information_schema.tables where table_schema = '"
                                + schema + "' order by 1"));
                assertEquals(Main.EXIT_OK, run("downgrade", "base").code());
                assertEquals("", run("current").out());
            } finally {
                database.execute(
                        "drop schema " + schema + (kind == Kind.MARIADB || kind == Kind.MYSQL ? "" : " cascade"));
            }
        }
    }

    @Test
    void a_database_without_schemas_is_an_error_and_stays_unchanged() {
        try (TestDatabase database = TestDatabase.open(Kind.SQLITE)) {
            CommandLineRun.configure(
                    folder,
                    database,
                    "branches: {notes: {directory: db}}\nenvironments: {other: {database: {schema: sales}}}");
            CommandLineRun.write(
                    folder,
                    "db/a.yaml",
                    "revision: a0000000000a\nbranch_labels: [notes]\nupgrade: []\ndowngrade: []\n");
            for (String[] command : new String[][] {
                {"-n", "other", "upgrade", "heads"},
                {"-n", "other", "upgrade", "heads", "--sql"},
                {"-n", "other", "verify"}
            }) {
                CommandLineRun run = CommandLineRun.of(folder, command);
                assertEquals(Main.EXIT_FAILED, run.code());
                assertEquals(
                        "error: no_schemas: the configuration has 'database.schema: sales', but sqlite has no schemas",
                        run.err().lines().findFirst().orElse(""));
            }
            assertEquals(List.of(), database.query("select name from sqlite_master"));
        }
    }

    private CommandLineRun run(String... command) {
        String[] arguments = new String[command.length + 2];
        arguments[0] = "-n";
        arguments[1] = "other";
        System.arraycopy(command, 0, arguments, 2, command.length);
        CommandLineRun run = CommandLineRun.of(folder, arguments);
        assertEquals("", run.code() == Main.EXIT_OK ? "" : run.err());
        return run;
    }
}
