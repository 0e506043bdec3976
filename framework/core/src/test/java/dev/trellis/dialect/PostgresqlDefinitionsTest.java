package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests how the definitions of PostgreSQL are read and compared. */
final class PostgresqlDefinitionsTest extends PostgresqlDefinitionsFixture {
    @Test
    void every_kind_is_read() throws SQLException {
        database.execute(
                "create schema app",
                "create domain money_amount as numeric(12, 2) default 0 not null constraint positive check (value >= 0)",
                "create sequence invoice_no as integer start with 10 increment by 5 cache 20 cycle",
                "create sequence countdown increment by -1",
                "create table customer (id serial primary key, number bigint generated always as identity, name varchar(20), paid boolean)",
                "create view active as select id, name from customer where paid and name in ('a', 'b')",
                "comment on view active is 'Paying'",
                "create view app.secure (a, b) with (security_barrier) as select id, name from active where id > 1 with local check option",
                "create materialized view totals as select paid, count(*) from customer group by paid with no data",
                "create function twice(n int, variadic more text[] default '{}') returns int language sql immutable as $$ select n * 2 $$",
                "create function twice(n bigint) returns bigint language sql return n * 2",
                "create function stamp() returns trigger language plpgsql as 'begin return new; end'",
                "create procedure app.clear(inout n int) language plpgsql as $$ begin n := 1; end $$",
                "create trigger stamp before update of name on customer for each row when (new.paid) execute function stamp()",
                "create constraint trigger late after insert on customer deferrable initially deferred for each row execute function stamp()",
                "create policy own on customer as restrictive for select to app_reader using (id > 1)",
                "create policy everyone on customer using (true) with check (paid)");
        assertEquals("""
                domain money_amount: CREATE DOMAIN money_amount AS numeric(12,2) DEFAULT 0 NOT NULL
                  CONSTRAINT positive CHECK ((VALUE >= (0)::numeric))
                sequence countdown: CREATE SEQUENCE countdown INCREMENT BY -1
                sequence invoice_no: CREATE SEQUENCE invoice_no AS integer INCREMENT BY 5 START WITH 10 CACHE 20 CYCLE
                function stamp(): CREATE FUNCTION stamp()
                 RETURNS trigger
                 LANGUAGE plpgsql
                AS $function$begin return new; end$function$
                function twice(bigint): CREATE FUNCTION twice(n bigint)
                 RETURNS bigint
                 LANGUAGE sql
                RETURN (n * 2)
                function twice(integer, text[]): CREATE FUNCTION twice(n integer, VARIADIC more text[] DEFAULT '{}'::text[])
                 RETURNS integer
                 LANGUAGE sql
                 IMMUTABLE
                AS $function$ select n * 2 $function$
                procedure app.clear(integer): CREATE PROCEDURE app.clear(INOUT n integer)
                 LANGUAGE plpgsql
                AS $procedure$ begin n := 1; end $procedure$
                view active: CREATE VIEW active AS
                 SELECT id,
                    name
                   FROM customer
                  WHERE (paid AND ((name)::text = ANY (ARRAY[('a'::character varying)::text, ('b'::character varying)::text]))) -- Paying
                view app.secure: CREATE VIEW app.secure WITH (check_option='local', security_barrier='true') AS
                 SELECT id AS a,
                    name AS b
                   FROM active
                  WHERE (id > 1)
                materialized view totals: CREATE MATERIALIZED VIEW totals AS
                 SELECT paid,
                    count(*) AS count
                   FROM customer
                  GROUP BY paid
                trigger late on customer: CREATE CONSTRAINT TRIGGER late AFTER INSERT ON customer DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stamp()
                trigger stamp on customer: CREATE TRIGGER stamp BEFORE UPDATE OF name ON customer FOR EACH ROW WHEN (new.paid) EXECUTE FUNCTION stamp()
                policy everyone on customer: CREATE POLICY everyone ON customer
                  USING (true)
                  WITH CHECK (paid)
                policy own on customer: CREATE POLICY own ON customer AS RESTRICTIVE FOR SELECT TO app_reader
                  USING ((id > 1))""", String.join("\n", texts(inspect("app"))));
    }

    private static final String TABLES = """
            tables:
              customer:
                columns:
                  id: {type: bigint, identity: true}
                  name: string(20)
                  mood: "enum(mood: good, bad)"
                  price: {type: {postgresql: amount}}
                primary_key: id
            """;

    private static final Definition[] ALL_KINDS = {
        definition(DefinitionKind.EXTENSION, "hstore", "create extension if not exists hstore"),
        definition(DefinitionKind.DOMAIN, "amount", "CREATE DOMAIN amount numeric(12,2) check (value>=0) not null"),
        definition(DefinitionKind.SEQUENCE, "number", "increment 5 start 10"),
        function(
                "twice",
                "int",
                "create or replace function public.twice(n int = 1) returns int as $$select n*2$$ language sql"),
        function("twice", "bigint", "create function twice(n int8) returns int8 language sql return n*2"),
        function("stamp", "", "() returns trigger language plpgsql as $$begin return new; end$$"),
        Definition.of(
                new DefinitionName(DefinitionKind.PROCEDURE, TableName.of("clear"), null, "int"),
                "create procedure clear(n int) language sql as 'delete from customer where id = n'"),
        definition(
                DefinitionKind.VIEW,
                "cheap",
                "select id, name, mood, price from public.customer where name in ('a','b') and mood='good'"),
        definition(
                DefinitionKind.VIEW,
                "by_key",
                "create view by_key(a,b) with (security_barrier=on) as select id, name from customer group by id"),
        definition(
                DefinitionKind.VIEW,
                "a_above",
                "select twice(5), nextval('number'), c.* from by_key c where mod(a,2)=0"),
        definition(DefinitionKind.MATERIALIZED_VIEW, "totals", "select mood,count(*) from cheap group by mood"),
        on(
                DefinitionKind.TRIGGER,
                "stamp",
                "customer",
                "create trigger stamp before update of name on public.customer for each row when (new.name is distinct from old.name) execute procedure stamp()"),
        on(
                DefinitionKind.TRIGGER,
                "write",
                "cheap",
                "instead of insert on cheap for each row execute function stamp()"),
        on(
                DefinitionKind.POLICY,
                "own",
                "customer",
                "create policy own on customer for select using (id>1 and name in (select name from cheap))"),
    };

    @Test
    void what_is_created_equals_what_is_desired() throws SQLException {
        Schema tables = model(TABLES);
        List<String> nothing = dump();
        Schema before = DIALECT.canonical(connection, schema(tables, ALL_KINDS), inspect(), rejected -> {
            throw new AssertionError(rejected.describe());
        });
        assertEquals(nothing, dump());
        assertTrue(connection.getAutoCommit());
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        live.run(creation(Schema.EMPTY, Arrays.copyOf(ALL_KINDS, 3)));
        live.run(creation(tables, Arrays.copyOfRange(ALL_KINDS, 3, ALL_KINDS.length)));
        assertEquals(String.join("\n", texts(inspect())), String.join("\n", texts(before)));
        Schema after = DIALECT.canonical(connection, schema(tables, ALL_KINDS), inspect());
        assertEquals(inspect().definitions(), after.definitions());
        assertEquals(
                inspect().definitions(),
                DIALECT.canonical(connection, inspect(), inspect()).definitions());
    }

    @Test
    void reserved_words_name_schemas_and_their_objects() throws SQLException {
        database.execute("create schema \"user\"", "create schema \"order\"");
        Schema tables = model("tables:\n  order.group: {columns: {id: integer, limit: integer}, primary_key: id}\n");
        Definition[] definitions = {
            definition(DefinitionKind.EXTENSION, "hstore", "create extension hstore schema \"user\""),
            Definition.of(
                    DefinitionName.of(DefinitionKind.SEQUENCE, new TableName("order", "table")),
                    "create sequence \"order\".\"table\" start 5"),
            Definition.of(
                    DefinitionName.of(DefinitionKind.VIEW, new TableName("order", "select")),
                    "create view \"order\".\"select\" as select \"limit\", nextval('\"order\".\"table\"') as n, "
                            + "'a=>1'::\"user\".hstore as h from \"order\".\"group\"")
        };
        Schema desired = schema(tables, definitions);
        String[] schemas = {"public", "user", "order"};
        Schema before = DIALECT.canonical(connection, desired, inspect(schemas), rejected -> {
            throw new AssertionError(rejected.describe());
        });
        new LiveDatabase(DIALECT, connection).run(creation(tables, definitions));
        assertEquals(String.join("\n", texts(inspect(schemas))), String.join("\n", texts(before)));
        assertEquals(
                inspect(schemas).definitions(),
                DIALECT.canonical(connection, desired, inspect(schemas)).definitions());
    }

    @Test
    void five_times_as_many_views_need_at_most_five_times_as_many_statements() throws SQLException {
        long small = statements(100);
        long large = statements(500);
        assertTrue(large <= 5 * small, small + " statements for 100 views, " + large + " for 500");
    }

    /** Returns the number of statements for the canonical form of views, each of which reads a table and the view before it. */
    private long statements(int views) throws SQLException {
        StringBuilder tables = new StringBuilder("tables:\n");
        List<Definition> definitions = new ArrayList<>();
        for (int i = 0; i < views; i++) {
            tables.append("  wide")
                    .append(i)
                    .append(": {columns: {id: bigint, a: text, b: integer, c: text, d: date}, primary_key: id}\n");
            definitions.add(definition(
                    DefinitionKind.VIEW,
                    "shown" + i,
                    "select w.id, w.a || w.c as ac, sum(w.b) as b from wide" + i + " w"
                            + (i % 10 == 0 ? "" : " join shown" + (i - 1) + " s on s.id = w.id")
                            + " where w.a in ('x', 'y') group by w.id"));
        }
        Schema desired = model(tables.toString()).withDefinitions(definitions);
        List<Schema> results = new ArrayList<>();
        long statements = sent(each -> results.add(DIALECT.canonical(each, desired, Schema.EMPTY, rejected -> {
            throw new AssertionError(rejected.describe());
        })));
        Schema canonical = results.get(0);
        assertEquals(views, canonical.definitions().size());
        assertTrue(canonical
                .definitions()
                .values()
                .iterator()
                .next()
                .sql()
                .toString()
                .startsWith("CREATE VIEW shown0 AS"));
        return statements;
    }

    @Test
    void a_rejected_definition_is_reported_and_keeps_its_text() throws SQLException {
        database.execute("create table t (a integer)", "create table victim (a integer)");
        Schema desired = schema(
                Schema.EMPTY,
                definition(DefinitionKind.VIEW, "broken", "select no_such_column from t"),
                definition(DefinitionKind.VIEW, "above_broken", "select 1 from broken"),
                definition(DefinitionKind.VIEW, "escape", "create view escape as select 1; commit; drop table victim"),
                definition(DefinitionKind.VIEW, "fine", "select a from t"));
        List<String> rejected = new ArrayList<>();
        Schema canonical = DIALECT.canonical(connection, desired, inspect(), each -> rejected.add(each.describe()));
        assertEquals("""
                the definition of view escape, create view escape as select 1; commit; drop table victim: not exactly one statement
                the definition of view broken, select no_such_column from t: column "no_such_column" does not exist
                the definition of view above_broken, select 1 from broken: relation "broken" does not exist""", String.join("\n", rejected));
        assertEquals(
                List.of("select 1 from broken", "select no_such_column from t"),
                canonical.definitions().values().stream()
                        .map(definition -> definition.sql().toString())
                        .filter(sql -> !sql.startsWith("CREATE") && !sql.startsWith("create"))
                        .toList());
        assertEquals(List.of("0"), database.query("select count(*) from victim"));
    }

    @Test
    void inspection_sends_as_many_queries_for_many_definitions_as_for_one() throws SQLException {
        database.execute("create table t (a integer)", "create view v as select a from t");
        long one = queries();
        for (int i = 0; i < 60; i++) {
            database.execute(
                    "create view v" + i + " as select a from t",
                    "create sequence s" + i,
                    "create domain d" + i + " as integer");
        }
        assertEquals(one, queries());
    }

    private long queries() throws SQLException {
        return sent(each -> DIALECT.inspect(each, List.of()));
    }

    @Test
    void a_snapshot_contains_definitions() throws SQLException {
        database.execute(
                "create function f(n integer) returns integer language sql as 'select 1'",
                "create sequence s",
                "create domain d as integer",
                "create view v as select 1 as a",
                "create table f_t (a integer)");
        List<TableName> names = List.of(TableName.of("f"), TableName.of("s"), TableName.of("d"), TableName.of("v"));
        Map<TableName, Map<String, String>> before = DIALECT.catalogSnapshot(connection, names);
        database.execute(
                "create or replace function f(n integer) returns integer language sql as 'select 2'",
                "alter sequence s increment by 2",
                "alter domain d set not null",
                "create or replace view v as select 2 as a");
        Map<TableName, Map<String, String>> after = DIALECT.catalogSnapshot(connection, names);
        names.forEach(name -> assertNotEquals(before.get(name), after.get(name), name.toString()));
        assertEquals(after, DIALECT.catalogSnapshot(connection, names));
    }
}
