package dev.trellis.internal.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.config.ConfigurationReader;
import dev.trellis.dialect.h2.H2Dialect;
import dev.trellis.dialect.mysql.MysqlDialect;
import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.testbed.DatabaseShell;
import dev.trellis.testbed.DatabaseShell.Outcome;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An offline script creates everything in the schema that a connection would use, whether the configuration or the URL names it. */
@SuppressWarnings("NullAway.Init")
class ScriptSchemaTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POSTGRESQL | '' | ', schema: auth'
            POSTGRESQL | ?currentSchema=auth | ''
            POSTGRESQL | ?currentSchema=AUTH%2Cpublic | ''
            POSTGRESQL | ?currentSchema=public | ', schema: auth'
            H2         | '' | ', schema: auth'
            H2         | ;SCHEMA=auth | ''
            """)
    void an_offline_script_creates_tables_in_the_configured_schema(Kind kind, String suffix, String key)
            throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create schema auth");
            run(database, suffix, key, (trellis, out) -> trellis.upgradeSql("heads", out));
            assertEquals(
                    List.of("auth|t", "auth|trellis_history", "auth|trellis_version"),
                    database.query("select table_schema, table_name from information_schema.tables"
                            + " where table_name in ('t', 'trellis_version', 'trellis_history') order by 2"));
        }
    }

    @ParameterizedTest
    @CsvSource({"POSTGRESQL", "H2"})
    void the_tables_of_ensure_version_and_rows_of_stamp_are_in_the_configured_schema(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            database.execute("create schema auth");
            run(database, "", ", schema: auth", (trellis, out) -> trellis.ensureVersionSql(out));
            run(database, "", ", schema: auth", (trellis, out) -> trellis.stampSql(List.of("heads"), false, out));
            assertEquals(List.of("a1"), database.query("select version_num from auth.trellis_version"));
        }
    }

    private void run(TestDatabase database, String suffix, String key, BiConsumer<Trellis, Consumer<String>> command)
            throws Exception {
        Files.createDirectories(folder.resolve("db"));
        Files.writeString(
                folder.resolve("db/a1.yaml"),
                "revision: a1\nbranch_labels: [app]\nupgrade:\n  - create_table: {name: t, columns: {id: integer}}\n");
        Path file = Files.writeString(
                folder.resolve("trellis.yaml"),
                "database: {url: \"" + database.url() + suffix + "\"" + key + "}\nbranches: {app: {directory: db}}\n");
        List<String> lines = new ArrayList<>();
        try (Trellis trellis = new Trellis(
                ConfigurationReader.read(file, null, Map.of(), name -> null), Extensions.NONE, Listener.NONE)) {
            command.accept(trellis, lines::add);
        }
        Outcome outcome = new DatabaseShell(database, text -> List.of(text)).run(String.join("\n", lines) + "\n");
        assertNull(outcome.failure(), () -> outcome.failure() + "\n" + String.join("\n", lines));
    }

    @Test
    void the_schema_of_the_configuration_precedes_that_of_the_url() {
        assertEquals(
                List.of("SET search_path = \"A b\";"),
                new PostgresqlDialect().shellSchema("jdbc:postgresql://h/d?currentSchema=x", "A b"));
        assertEquals(
                List.of("SET search_path = \"x\", \"Y z\";"),
                new PostgresqlDialect().shellSchema("jdbc:postgresql://h/d?currentSchema=X,%22Y+z%22&a=b", null));
        assertEquals(List.of(), new PostgresqlDialect().shellSchema("jdbc:postgresql://h/d", null));
        assertEquals(List.of("USE `shop`;"), new MysqlDialect().shellSchema("jdbc:mysql://h/d", "shop"));
        assertEquals(List.of("SET SCHEMA x;"), new H2Dialect().shellSchema("jdbc:h2:mem:a;SCHEMA=x", null));
        assertEquals(List.of(), new SqliteDialect().shellSchema("jdbc:sqlite:a.db", null));
    }

    @Test
    void a_script_sets_its_character_set_before_everything_else() {
        assertEquals("SET NAMES utf8mb4;", new MysqlDialect().shellPrelude().get(0));
        assertTrue(new PostgresqlDialect().shellPrelude().contains("SET client_encoding = 'UTF8';"));
    }
}
