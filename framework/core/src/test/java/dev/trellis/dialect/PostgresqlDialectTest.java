package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.error.ErrorName;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.AlterEnum;
import dev.trellis.operation.CreateTable;
import dev.trellis.schema.Check;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of PostgreSQL's dialect that do not fit into the tables of cases. */
final class PostgresqlDialectTest {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();
    private static final String CATALOGUE_SIZE =
            "select (select count(*) from pg_class), (select count(*) from pg_type), (select count(*) from pg_attrdef)";

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.open(TestDatabase.Kind.POSTGRESQL);
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private static Schema model(String yaml) {
        return new ModelReader(Naming.DEFAULT.withLimit(63), name -> Optional.empty())
                .read(YamlReader.read("model.yaml", yaml));
    }

    private Schema inspect() throws SQLException {
        return DIALECT.inspect(connection, List.of());
    }

    private void assertInspectedAs(Schema desired) throws SQLException {
        new LiveDatabase(DIALECT, connection).assertSchema(desired, "created");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final String PROBED = """
            tables:
              t:
                columns:
                  n: {type: integer, default_sql: 1 + 1}
                  m: {type: "enum(mood: a, b)"}
                checks: [{name: c, sql: "n in (1, 2) and m <> 'a'"}]
                indexes: [{name: ix, columns: [n], where: m = 'b'}]
            """;

    @Test
    void the_probe_leaves_nothing_behind() throws SQLException {
        List<String> before = database.query(CATALOGUE_SIZE);
        Schema canonical = DIALECT.canonical(connection, model(PROBED), Schema.EMPTY);
        assertEquals(before, database.query(CATALOGUE_SIZE));
        assertTrue(connection.getAutoCommit());
        assertEquals(
                "(n = ANY (ARRAY[1, 2])) AND (m <> 'a'::mood)",
                canonical.require(TableName.of("t")).checks().get(0).sql().toString());
    }

    @Test
    void the_probe_does_not_change_a_running_transaction() throws SQLException {
        database.execute("create table log (line text)");
        connection.setAutoCommit(false);
        execute("insert into log values ('before')");
        DIALECT.canonical(connection, model(PROBED), inspect());
        execute("insert into log values ('after')");
        assertEquals(List.of(), database.query("select line from log"));
        connection.commit();
        assertEquals(List.of("before", "after"), database.query("select line from log"));
        assertEquals(
                List.of("log"),
                inspect().tables().keySet().stream().map(TableName::name).toList());
    }

    @Test
    void the_probe_skips_parts_that_the_server_rejects() throws SQLException {
        database.execute("create table t (a integer default (1 + 1), b text, d integer)");
        Schema desired = model("""
                tables:
                  t:
                    columns:
                      a: {type: integer, default_sql: 1+1}
                      b: {type: text, default_sql: no_such_function()}
                      c: {type: {postgresql: no_such_type}}
                      d: integer
                    checks: [{name: no, sql: no_such_column > 1}, {name: yes, sql: "d in (1, 2)"}]
                """);
        Schema actual = inspect();
        Schema canonical = DIALECT.canonical(connection, desired, actual);
        assertEquals(
                actual.require(TableName.of("t")).column("a"),
                canonical.require(TableName.of("t")).column("a"));
        assertEquals(
                "d = ANY (ARRAY[1, 2])",
                canonical.require(TableName.of("t")).checks().get(1).sql().toString());
    }

    @Test
    void sql_that_ends_the_statement_is_not_sent_to_the_server() throws SQLException {
        database.execute("create table victim (a integer)");
        Schema desired = model("""
                tables:
                  t:
                    columns:
                      a: {type: integer, default_sql: "1); commit; drop table victim; --"}
                      b: {type: {postgresql: "text); commit; drop table victim; --"}}
                    checks: [{name: c, sql: "true); commit; drop table victim; create table x (a int, check (true"}]
                    indexes: [{name: i, columns: [a], where: "a > 0; commit; drop table victim"}]
                """);
        DIALECT.canonical(connection, desired, inspect());
        assertEquals(List.of("0"), database.query("select count(*) from victim"));
        assertEquals(
                List.of("1"), database.query("select count(*) from pg_class where relname in ('victim', 'x', 't')"));
    }

    @Test
    void a_serial_column_that_was_an_identity_in_between_counts_on() throws SQLException {
        database.execute(
                "create table \"GEO\" (id serial primary key, name text)",
                "create sequence numbers",
                "create table t (id bigint primary key default nextval('numbers'))",
                "select setval('numbers', 90)");
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        Schema before = inspect();
        live.run(LiveDatabase.operations("""
                - alter_column: {table: GEO, name: id, identity: true}
                - alter_column: {table: t, name: id, identity: true}
                """));
        database.execute("insert into \"GEO\" values (41, 'a')", "insert into t values (7)");
        live.run(LiveDatabase.operations("""
                - alter_column: {table: t, name: id, default_sql: "nextval('numbers'::regclass)", identity: null}
                - alter_column: {table: GEO, name: id, default_sql: 'nextval(''"GEO_id_seq"''::regclass)', identity: null}
                """));
        database.execute("insert into \"GEO\" (name) values ('b')", "insert into t default values");
        assertEquals(List.of("42"), database.query("select id from \"GEO\" where name = 'b'"));
        assertEquals(List.of("7", "91"), database.query("select id from t order by id"));
        assertEquals(
                List.of("public.\"GEO_id_seq\"", "null"),
                database.query("select coalesce(pg_get_serial_sequence('\"GEO\"', 'id'), 'null')"
                        + " union all select coalesce(pg_get_serial_sequence('t', 'id'), 'null')"));
        RoundTripAssert.assertSame(before, inspect(), "not the schema from before");
    }

    @Test
    void an_enumeration_cannot_have_the_name_of_a_type_of_the_server() throws SQLException {
        List<String> names = database.query(
                "select typname from pg_type where typnamespace = 'pg_catalog'::regnamespace"
                        + " and typtype <> 'c' and typname not like '\\_%' and typname not like 'pg\\_%' order by typname");
        List<String> accepted = new ArrayList<>();
        for (String name : names) {
            if (!isRefused(name)) {
                accepted.add(name);
            }
        }
        assertEquals(List.of(), accepted);
    }

    private boolean isRefused(String enumeration) throws SQLException {
        try {
            new LiveDatabase(DIALECT, connection)
                    .run(LiveDatabase.operations("- create_enum: {name: " + enumeration + ", values: [a]}"));
            return false;
        } catch (DialectException e) {
            return e.is(ErrorName.UNSUPPORTED);
        }
    }

    @Test
    void tables_in_different_schemas_may_have_the_same_name() throws SQLException {
        database.execute(
                "create schema crm",
                "create table t (a integer check (a in (1, 2)))",
                "create table crm.t (a integer, constraint t_a_check check (a in (3, 4)))");
        Schema actual = DIALECT.inspect(connection, List.of("crm"));
        Schema desired = model("""
                tables:
                  t: {columns: {a: integer}, checks: [{name: t_a_check, sql: "a in (1,2)"}]}
                  crm.t: {columns: {a: integer}, checks: [{name: t_a_check, sql: "a in (3,4)"}]}
                """);
        assertEquals(
                actual.tables(), DIALECT.canonical(connection, desired, actual).tables());
    }

    @Test
    void a_model_may_name_the_default_schema() throws SQLException {
        database.execute(
                "create schema crm", "create table crm.t (id integer primary key, t_id integer references crm.t (id))");
        execute("set search_path = crm, public");
        assertInspectedAs(model("""
                tables:
                  crm.t:
                    columns: {id: integer, t_id: integer}
                    primary_key: {name: t_pkey, columns: [id]}
                    foreign_keys: [{name: t_t_id_fkey, columns: [t_id], references: crm.t(id)}]
                """));
    }

    @Test
    void inspection_reads_ordinary_partitioned_and_inherited_tables_and_partitions() throws SQLException {
        database.execute(
                "create table parent (a integer)",
                "create table child (b integer) inherits (parent)",
                "create table parted (a integer) partition by range (a)",
                "create table part partition of parted for values from (1) to (10)",
                "create view v as select * from parent",
                "create materialized view mv as select * from parent",
                "create temporary table gone (a integer)",
                "create unlogged table fast (a integer)");
        assertEquals(
                List.of("child", "fast", "parent", "part", "parted"),
                inspect().tables().keySet().stream().map(TableName::name).toList());
    }

    @Test
    void a_column_that_becomes_an_identity_continues_after_the_highest_value() throws SQLException {
        database.execute("create table t (id integer primary key)", "insert into t values (41)");
        new LiveDatabase(DIALECT, connection)
                .run(List.of(AlterColumn.of(TableName.of("t"), "id").withIdentity(Identity.BY_DEFAULT)));
        database.execute("insert into t default values");
        assertEquals(List.of("41", "42"), database.query("select id from t order by id"));
    }

    @Test
    void a_serial_column_becomes_an_identity_and_back() throws SQLException {
        database.execute("create table t (id serial primary key)", "insert into t values (default), (default)");
        Schema before = inspect();
        AlterColumn operation = AlterColumn.of(TableName.of("t"), "id").withIdentity(Identity.BY_DEFAULT);
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        live.run(List.of(operation));
        database.execute("insert into t default values");
        assertEquals(List.of("3"), database.query("select max(id) from t"));
        assertTrue(
                inspect().require(TableName.of("t")).column("id").orElseThrow().identity() != null);
        live.run(operation.reverse(before));
        assertEquals(before, inspect());
    }

    @Test
    void conditions_on_an_enum_survive_the_change_of_its_values() throws SQLException {
        database.execute(
                "create type mood as enum ('a', 'b', 'c')",
                "create table t (id integer, m mood default 'a', constraint ck check (m <> 'b' or id > 0))",
                "create index ix on t (id) where m = 'a'",
                "create index ix_m on t (m)",
                "insert into t values (1, 'a'), (2, 'b')");
        Schema before = inspect();
        Enumeration fewer = new Enumeration(TableName.of("mood"), List.of("b", "a"));
        new LiveDatabase(DIALECT, connection).run(List.of(new AlterEnum(fewer)));
        assertEquals(new AlterEnum(fewer).apply(before), inspect());
        assertEquals(List.of("1|a", "2|b"), database.query("select id, m from t order by id"));
    }

    @Test
    void long_texts_with_special_characters_are_read_completely() throws SQLException {
        String text = "it's \\ (' ".repeat(20_000);
        Schema desired = model("tables: {t: {columns: {a: {type: text, default: x}}, checks: [{name: c, sql: x}]}}");
        Table table = desired.require(TableName.of("t"));
        Table longTable = table.withColumns(List.of(table.columns().get(0).withDefault(DefaultValue.literal(text))))
                .withChecks(List.of(new Check("c", SqlText.of("a <> " + DIALECT.literal(text)))));
        new LiveDatabase(DIALECT, connection).run(List.of(new CreateTable(longTable)));
        assertInspectedAs(new Schema(Map.of(longTable.name(), longTable), Map.of(), Map.of()));
    }

    @Test
    void string_literals_follow_the_sql_standard() throws SQLException {
        execute("set standard_conforming_strings = off");
        execute(DIALECT.sessionSettings().get(0));
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("select " + DIALECT.literal("a\\'b"))) {
            assertTrue(row.next());
            assertEquals("a\\'b", row.getString(1));
            assertFalse(row.next());
        }
    }
}
