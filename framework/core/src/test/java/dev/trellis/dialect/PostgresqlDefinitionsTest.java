package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the definitions of PostgreSQL: how they are read, compared, replaced and recreated. */
final class PostgresqlDefinitionsTest {
    private static final PostgresqlDialect DIALECT = new PostgresqlDialect();

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        database = TestDatabase.open(TestDatabase.Kind.POSTGRESQL);
        database.execute("do $$ begin create role app_reader; exception when duplicate_object then end $$");
        connection = database.connect();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    private Schema inspect(String... schemas) throws SQLException {
        return DIALECT.inspect(connection, List.of(schemas));
    }

    private static List<String> texts(Schema schema) {
        return schema.definitions().values().stream()
                .map(definition -> definition.name().describe() + ": "
                        + definition.sql().in(DIALECT.name())
                        + (definition.comment() == null ? "" : " -- " + definition.comment()))
                .toList();
    }

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

    /** Everything that the catalogue stores about the objects of a schema, apart from oids. */
    private static final String DUMP = """
            select 'relation ' || c.oid::regclass || ' ' || c.relkind::text || ' ' || c.relowner::regrole || ' ' || coalesce((select string_agg(x, ',' order by x) from unnest(c.reloptions) x), '')
                   || ' ' || coalesce((select string_agg(x::text, ',' order by x::text) from unnest(c.relacl) x), '') || ' ' || c.relispopulated
                   || ' ' || coalesce(obj_description(c.oid, 'pg_class'), '') || ' ' || coalesce(pg_get_viewdef(c.oid), '')
            from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm', 'i')
            union all
            select 'column ' || c.oid::regclass || '.' || a.attname || ' ' || coalesce(a.attacl::text, '') || ' ' || coalesce(col_description(c.oid, a.attnum), '')
                   || ' ' || coalesce(a.attstattarget, -1) || ' ' || coalesce(pg_get_expr(f.adbin, f.adrelid), '')
            from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef f on f.adrelid = c.oid and f.adnum = a.attnum
            where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') and a.attnum > 0
            union all
            select 'function ' || p.oid::regprocedure || ' ' || p.proowner::regrole || ' ' || coalesce(p.proacl::text, '')
                   || ' ' || coalesce(obj_description(p.oid, 'pg_proc'), '') || ' ' || pg_get_functiondef(p.oid)
            from pg_proc p where p.pronamespace = 'public'::regnamespace
            union all
            select 'trigger ' || pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text || ' ' || coalesce(obj_description(t.oid, 'pg_trigger'), '')
            from pg_trigger t where not t.tgisinternal
            union all
            select 'rule ' || pg_get_ruledef(w.oid) || ' ' || coalesce(obj_description(w.oid, 'pg_rewrite'), '')
            from pg_rewrite w join pg_class c on c.oid = w.ev_class where c.relnamespace = 'public'::regnamespace
            union all
            select 'policy ' || p.polname || ' ' || p.polrelid::regclass || ' ' || p.polcmd::text || p.polpermissive || ' ' || p.polroles::regrole[]::text || ' '
                   || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
                   || ' ' || coalesce(obj_description(p.oid, 'pg_policy'), '')
            from pg_policy p
            union all
            select 'index ' || pg_get_indexdef(i.indexrelid) || ' ' || i.indisclustered || ' ' || coalesce(obj_description(i.indexrelid, 'pg_class'), '')
            from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace
            union all
            select 'statistics ' || pg_get_statisticsobjdef(s.oid) from pg_statistic_ext s
            order by 1
            """;

    private List<String> dump() throws SQLException {
        return database.query(DUMP);
    }

    @Test
    void a_changed_column_leaves_everything_above_it_unchanged() throws SQLException {
        database.execute(
                "create table base (id integer primary key, amount integer, name text, at date)",
                "insert into base values (1, 10, 'a', '2026-01-01')",
                "create table log (line text)",
                "create view v1 with (security_barrier) as select id, amount, name from base where amount > 0 with check option",
                "create view v2 (number, total) as select id, sum(amount) from v1 group by id",
                "create materialized view m3 as select number, total from v2",
                "create unique index m3_number on m3 (number)",
                "create index m3_total on m3 (total) where number > 0",
                "comment on index m3_total is 'Large'",
                "alter materialized view m3 cluster on m3_number",
                "alter materialized view m3 alter column total set statistics 50",
                "create statistics m3_both on number, total from m3",
                "create materialized view m4 as select * from m3 with no data",
                "create view v5 as select v1 from v1",
                "create function rows_of_v1() returns setof v1 language sql as 'select * from v1'",
                "create view v6 as select * from rows_of_v1()",
                "create function counted(v1) returns bigint language sql stable return (select count(*) from base where amount = $1.amount)",
                "create procedure clear() begin atomic delete from base where amount is null; end",
                "create function changed() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger on_view instead of insert on v2 for each row execute function changed()",
                "comment on trigger on_view on v2 is 'Writes through'",
                "create trigger on_amount after update of amount on base for each row when (new.amount > 1) execute function changed()",
                "alter table base disable trigger on_amount",
                "comment on trigger on_amount on base is 'Off'",
                "create trigger on_name after update of name on base for each row execute function changed()",
                "create rule logged as on update to v1 do also insert into log values (old.name)",
                "comment on rule logged on v1 is 'Logs'",
                "create rule of_table as on update to base where new.amount = 7 do also insert into log values ('7')",
                "create policy rich on base for select to app_reader, current_user using (amount > 100)",
                "comment on policy rich on base is 'Only rich'",
                "alter view v1 alter column amount set default 5",
                "comment on view v1 is 'It''s the first'",
                "comment on column v2.total is 'Sum'",
                "comment on materialized view m3 is 'Stored'",
                "comment on function rows_of_v1() is 'Rows'",
                "grant select, insert on v1 to app_reader with grant option",
                "grant update (amount) on v1 to public",
                "grant select on m3 to public",
                "revoke execute on function rows_of_v1() from public",
                "grant execute on function rows_of_v1() to app_reader",
                "revoke all on procedure clear() from public",
                "revoke delete on v2 from current_user",
                "alter view v5 owner to app_reader",
                "alter function counted owner to app_reader");
        List<String> before = dump();
        List<String> statements = new LiveDatabase(DIALECT, connection)
                .run(LiveDatabase.operations("- alter_column: {table: base, name: amount, type: bigint}"));
        List<String> after = dump();
        after.replaceAll(line -> line.replace("numeric", "bigint"));
        assertEquals(String.join("\n", before), String.join("\n", after), String.join("\n", statements));
        assertEquals(
                List.of("bigint"),
                database.query(
                        "select format_type(atttypid, null) from pg_attribute where attrelid = 'v1'::regclass and attname = 'amount'"));
        assertEquals(List.of("1"), database.query("select count(*) from m3"));
    }

    private static Schema schema(Schema tables, Definition... definitions) {
        return tables.withDefinitions(List.of(definitions));
    }

    private static Definition definition(DefinitionKind kind, String name, String sql) {
        return Definition.of(DefinitionName.of(kind, TableName.of(name)), sql);
    }

    private static Definition function(String name, String arguments, String sql) {
        return Definition.of(new DefinitionName(DefinitionKind.FUNCTION, TableName.of(name), null, arguments), sql);
    }

    private static Definition on(DefinitionKind kind, String name, String table, String sql) {
        return Definition.of(DefinitionName.on(kind, name, TableName.of(table)), sql);
    }

    private static Schema model(String yaml) {
        return new ModelReader(Naming.DEFAULT.withLimit(63), name -> Optional.empty())
                .read(YamlReader.read("model.yaml", yaml));
    }

    /** Returns operations that create the tables and definitions of a schema, the definitions in the given order. */
    private static List<Operation> creation(Schema tables, Definition... definitions) {
        List<Operation> operations = new ArrayList<>();
        tables.tables().values().forEach(table -> operations.add(new CreateTable(table)));
        for (Definition definition : definitions) {
            operations.add(new CreateDefinition(definition));
        }
        return operations;
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

    private static final int LAYERS = 6;

    /** Returns 40 views in 6 layers, 20 functions and 10 triggers over a table, in an order in which they can be created. */
    private static List<Definition> layers() {
        List<Definition> definitions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String name = "f" + i;
            definitions.add(
                    i % 2 == 0
                            ? function(
                                    name,
                                    "numeric",
                                    "create function " + name
                                            + "(n numeric) returns numeric language sql immutable return n + " + i)
                            : function(
                                    name,
                                    "",
                                    "() returns trigger language plpgsql as $$begin\n  new.note := 'f" + i
                                            + "';\n  return new;\nend$$"));
        }
        for (int i = 0; i < 40; i++) {
            int layer = i * LAYERS / 40;
            String from = layer == 0 ? "account" : "layer" + (i - 7);
            String name = "layer" + i;
            boolean stored = layer == 3 && i % 3 == 0;
            definitions.add(definition(
                    stored ? DefinitionKind.MATERIALIZED_VIEW : DefinitionKind.VIEW,
                    name,
                    "select id, f" + (i % 10 * 2)
                            + "(amount) as amount, case when note in ('a', 'b') then 'x' else note end as note\n"
                            + "from " + from + " -- layer " + layer + "\nwhere amount between 1 and 1000 or id=" + i));
        }
        for (int i = 0; i < 10; i++) {
            String name = "trigger" + i;
            definitions.add(on(
                    DefinitionKind.TRIGGER,
                    name,
                    "account",
                    "before " + (i % 2 == 0 ? "insert" : "update of amount")
                            + " on account for each row when (new.amount > " + i + ") execute function f" + (i * 2 + 1)
                            + "()"));
        }
        return definitions;
    }

    @Test
    void a_column_below_six_layers_of_views_gets_another_type() throws SQLException {
        Schema tables = model("""
                tables:
                  account:
                    columns: {id: bigint, amount: "numeric(10, 2)", note: text}
                    primary_key: id
                """);
        Definition[] definitions = layers().toArray(Definition[]::new);
        database.execute("create table event (id bigint, at date) partition by range (at)");
        for (int i = 0; i < 24; i++) {
            database.execute("create table event_" + i + " partition of event for values from ('20" + (10 + i)
                    + "-01-01') to ('20" + (11 + i) + "-01-01')");
        }
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        live.run(creation(tables, definitions));
        Schema desired = schema(tables, definitions);
        assertEquals(
                inspect().definitions(),
                DIALECT.canonical(connection, desired, inspect()).definitions());
        database.execute(
                "insert into account values (1, 10, 'a')",
                "refresh materialized view layer21",
                "comment on view layer9 is 'Nine'",
                "comment on column layer39.note is 'Note'",
                "grant select on layer39 to app_reader",
                "grant select (id) on layer12 to public",
                "alter view layer0 set (security_barrier)",
                "create unique index layer21_id on layer21 (id)");
        List<String> before = dump();
        List<String> statements = live.run(
                LiveDatabase.operations("- alter_column: {table: account, name: amount, type: 'numeric(14, 4)'}"));
        assertEquals(String.join("\n", before), String.join("\n", dump()), String.join("\n", statements));
        database.execute("alter view layer0 reset (security_barrier)");
        Schema actual = inspect();
        assertEquals(actual.definitions().size(), definitions.length);
        assertEquals(
                String.join("\n", texts(actual)),
                String.join("\n", texts(DIALECT.canonical(connection, withComments(desired, actual), actual))));
    }

    private static Schema withComments(Schema desired, Schema actual) {
        Schema result = desired;
        for (Definition definition : actual.definitions().values()) {
            if (definition.comment() != null) {
                Definition known = desired.definition(definition.name()).orElseThrow();
                result = result.withDefinition(new Definition(known.name(), known.sql(), definition.comment()));
            }
        }
        return result;
    }

    @Test
    void the_canonical_form_of_500_views_is_linear() throws SQLException {
        long small = canonical(100);
        long large = canonical(500);
        assertTrue(large < small * 5 * 4 + 1000, small + " ms for 100 views, " + large + " ms for 500");
    }

    /**
     * Returns the time in milliseconds for the canonical form of views, each of which reads a table and the view before
     * it.
     */
    private long canonical(int views) throws SQLException {
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
        long start = System.nanoTime();
        Schema canonical = DIALECT.canonical(connection, desired, Schema.EMPTY, rejected -> {
            throw new AssertionError(rejected.describe());
        });
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals(views, canonical.definitions().size());
        assertTrue(canonical
                .definitions()
                .values()
                .iterator()
                .next()
                .sql()
                .toString()
                .startsWith("CREATE VIEW shown0 AS"));
        return millis;
    }

    private List<String> replace(Definition definition) throws SQLException {
        return new LiveDatabase(DIALECT, connection).run(List.of(new ReplaceDefinition(definition, null)));
    }

    @Test
    void a_replaced_view_keeps_its_privileges_and_its_dependents() throws SQLException {
        database.execute(
                "create table t (a integer, b text)",
                "create view v as select a, b from t",
                "create view above as select a from v",
                "create function changed() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger write instead of insert on v for each row execute function changed()",
                "comment on view v is 'Old'",
                "comment on column v.a is 'Number'",
                "comment on column v.b is 'Gone'",
                "grant select on v, above to app_reader",
                "grant update (b) on v to app_reader");
        List<String> dependents = dump().stream()
                .filter(line -> line.contains("above") || line.contains("write"))
                .toList();
        Definition wider = definition(DefinitionKind.VIEW, "v", "select a, b, a + 1 as c from t");
        assertEquals(
                List.of(
                        "CREATE OR REPLACE VIEW \"v\" AS\nselect a, b, a + 1 as c from t",
                        "COMMENT ON VIEW \"v\" IS NULL"),
                replace(wider));
        replace(new Definition(wider.name(), SqlText.of("create view v as select a::bigint from t"), "New"));
        assertEquals(
                List.of("a bigint Number", "v New {postgres=arwdDxtm/postgres,app_reader=r/postgres}"),
                database.query(
                        "select a.attname || ' ' || format_type(a.atttypid, null) || ' ' || coalesce(col_description(a.attrelid, a.attnum), '')"
                                + " from pg_attribute a where a.attrelid = 'v'::regclass union all"
                                + " select 'v ' || obj_description('v'::regclass, 'pg_class') || ' ' || relacl::text from pg_class where oid = 'v'::regclass"));
        assertEquals(
                dependents,
                dump().stream()
                        .filter(line -> line.contains("above") || line.contains("write"))
                        .toList());
    }

    @Test
    void a_function_with_another_result_is_created_again_with_its_dependents() throws SQLException {
        database.execute(
                "create function total(n integer) returns integer language sql return n",
                "create view totals as select total(1)",
                "grant select on totals to app_reader",
                "revoke execute on function total from public",
                "grant execute on function total to app_reader",
                "comment on function total is 'Total'");
        Definition same = new Definition(
                new DefinitionName(DefinitionKind.FUNCTION, TableName.of("total"), null, "int"),
                SqlText.of("create function total(n int) returns integer language sql return n + 1"),
                "Total");
        assertEquals(2, replace(same).size());
        replace(same.withSql(SqlText.of("create function total(n int) returns bigint language sql return n + 1")));
        assertEquals(
                List.of(
                        "bigint Total {postgres=X/postgres,app_reader=X/postgres}",
                        "bigint {postgres=arwdDxtm/postgres,app_reader=r/postgres}"),
                database.query(
                        "select prorettype::regtype || ' ' || obj_description(oid, 'pg_proc') || ' ' || proacl::text from pg_proc"
                                + " where proname = 'total' union all select a.atttypid::regtype || ' ' || c.relacl::text from pg_class c"
                                + " join pg_attribute a on a.attrelid = c.oid where c.relname = 'totals'"));
    }

    @Test
    void a_replaced_sequence_keeps_its_value() throws SQLException {
        database.execute(
                "create sequence number increment by 10 maxvalue 1000 cycle",
                "select nextval('number')",
                "select nextval('number')",
                "grant usage on sequence number to app_reader");
        replace(definition(
                DefinitionKind.SEQUENCE, "number", "create sequence number as integer start with 5 cache 2"));
        assertEquals(
                List.of("12 1 2147483647 5 false 2 {postgres=rwU/postgres,app_reader=U/postgres}"),
                database.query(
                        "select nextval('number') || ' ' || seqincrement || ' ' || seqmax || ' ' || seqstart || ' ' || seqcycle || ' '"
                                + " || seqcache || ' ' || relacl::text from pg_sequence s join pg_class c on c.oid = s.seqrelid"));
    }

    @Test
    void a_replaced_domain_keeps_the_columns_that_use_it() throws SQLException {
        database.execute(
                "create domain amount as numeric(10, 2) default 1 constraint positive check (value > 0) check (value < 100)",
                "create table t (a amount)",
                "insert into t values (5)");
        replace(
                definition(
                        DefinitionKind.DOMAIN,
                        "amount",
                        "create domain amount numeric(10,2) not null constraint positive check (value >= 0) constraint \"Even\" check (value % 2 <> 0)"));
        assertEquals(
                List.of("CREATE DOMAIN amount AS numeric(10,2) NOT NULL\n"
                        + "  CONSTRAINT \"Even\" CHECK (((VALUE % (2)::numeric) <> (0)::numeric))\n"
                        + "  CONSTRAINT positive CHECK ((VALUE >= (0)::numeric))"),
                inspect().definitions().values().stream()
                        .map(definition -> definition.sql().toString())
                        .toList());
    }

    @Test
    void triggers_policies_and_materialized_views_keep_what_their_text_lacks() throws SQLException {
        database.execute(
                "create table t (a integer, b integer)",
                "insert into t values (1, 2)",
                "create function changed() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger write before insert on t for each row execute function changed()",
                "alter table t enable always trigger write",
                "create policy own on t using (a > 1)",
                "create materialized view m as select a, b from t",
                "create index m_a on m (a)",
                "create index m_b on m (b)",
                "create view above as select a from m",
                "grant select on m to app_reader");
        replace(on(
                DefinitionKind.TRIGGER,
                "write",
                "t",
                "create trigger write before update on t for each row execute function changed()"));
        replace(on(DefinitionKind.POLICY, "own", "t", "create policy own on t using (a > 2)"));
        replace(definition(
                DefinitionKind.MATERIALIZED_VIEW, "m", "create materialized view m as select a + 1 as a from t"));
        assertEquals(
                List.of("A", "(a > 2)", "2", "m_a", "{postgres=arwdDxtm/postgres,app_reader=r/postgres}"),
                database.query("select tgenabled::text from pg_trigger where tgname = 'write'"
                        + " union all select pg_get_expr(polqual, polrelid) from pg_policy union all select a::text from above"
                        + " union all select string_agg(indexrelid::regclass::text, ',') from pg_index where indrelid = 'm'::regclass"
                        + " union all select relacl::text from pg_class where relname = 'm'"));
    }

    @Test
    void a_recreated_enumeration_leaves_the_definitions_above_unchanged() throws SQLException {
        database.execute(
                "create type mood as enum ('good', 'bad')",
                "create table t (a integer, m mood)",
                "create view v as select a, m from t where m = 'good'",
                "create function is_good(m mood) returns boolean language sql return m = 'good'",
                "create view above as select a, is_good(m) from v",
                "grant select on above to app_reader");
        List<String> before = dump();
        new LiveDatabase(DIALECT, connection)
                .run(LiveDatabase.operations("- alter_enum: {name: mood, values: [bad, good]}"));
        assertEquals(String.join("\n", before), String.join("\n", dump()));
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
        AtomicLong count = new AtomicLong();
        Connection counting = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            || method.getName().equals("createStatement")) {
                        count.incrementAndGet();
                    }
                    return method.invoke(connection, arguments);
                });
        DIALECT.inspect(counting, List.of());
        return count.get();
    }

    @Test
    void a_view_is_replaced_without_a_connection() throws SQLException {
        Schema replayed = schema(
                model("tables: {t: {columns: {a: integer, b: text}}}"),
                definition(DefinitionKind.VIEW, "v", "select a, b from t"),
                definition(DefinitionKind.VIEW, "above", "select a from v"));
        database.execute(
                "create table t (a integer, b text)",
                "create view v as select a, b from t",
                "create view above as select a from v");
        assertEquals(
                List.of("CREATE OR REPLACE VIEW \"v\" AS\nselect a, b from t where a > 1"),
                offline(replayed, "select a, b from t where a > 1"));
        for (String query : List.of("select a, b, 1 as c from t", "select a::bigint as a from t")) {
            database.execute(offline(replayed, query).toArray(String[]::new));
        }
        assertEquals(
                List.of(
                        "CREATE VIEW above AS\n SELECT a\n   FROM v",
                        "CREATE VIEW v AS\n SELECT (a)::bigint AS a\n   FROM t"),
                inspect().definitions().values().stream()
                        .map(definition -> definition.sql().toString())
                        .toList());
    }

    private static List<String> offline(Schema replayed, String query) {
        List<String> statements = new ArrayList<>();
        Definition replacement = definition(DefinitionKind.VIEW, "v", query);
        DIALECT.compile(
                List.of(new ReplaceDefinition(replacement, definition(DefinitionKind.VIEW, "v", "select a, b from t"))),
                Catalog.ofSchema(replayed, DIALECT),
                statement -> statements.add(statement.sql()));
        return statements;
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
