package dev.trellis.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.report.Diff;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests how the definitions of PostgreSQL are replaced, and recreated above a changed column. */
final class PostgresqlReplacementTest extends PostgresqlDefinitionsFixture {
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

    /** Returns three partitioned tables with 24 partitions each: by hash value, range and list. */
    private static Schema partitioned(String amount) {
        StringBuilder yaml = new StringBuilder("""
                tables:
                  account:
                    columns: {id: bigint, amount: "%s", note: text}
                    primary_key: id
                    partition_by: {hash: [id]}
                  event:
                    columns: {id: bigint, at: {type: timestamptz, nullable: false}}
                    partition_by: {range: [at]}
                    indexes: [[id]]
                  visit:
                    columns: {place: string(10), note: text}
                    partition_by: {list: [place]}
                    checks: [{name: place_known, sql: place <> ''}]
                """.formatted(amount));
        for (int i = 0; i < 24; i++) {
            yaml.append("  account_%d: {partition_of: {table: account, modulus: 24, remainder: %d}}\n".formatted(i, i));
            yaml.append("  event_%d: {partition_of: {table: event, from: '20%d-01-01', to: '20%d-01-01'}}\n"
                    .formatted(i, 10 + i, 11 + i));
            yaml.append("  visit_%d: {partition_of: {table: visit, values: [a%d, b%d]}}\n".formatted(i, i, i));
        }
        return model(yaml.toString());
    }

    @Test
    void a_column_below_partitions_and_six_layers_of_views_gets_another_type() throws SQLException {
        Definition[] definitions = layers().toArray(Definition[]::new);
        Schema desired = schema(partitioned("numeric(10, 2)"), definitions);
        LiveDatabase live = new LiveDatabase(DIALECT, connection);
        live.run(creation(partitioned("numeric(10, 2)"), definitions));
        Diff clean = difference(desired);
        assertEquals(List.of(), described(clean));
        assertEquals(List.of(), clean.reported());
        Schema changed = schema(partitioned("numeric(14, 4)"), definitions);
        Diff draft = difference(changed);
        assertEquals(List.of("alter column account.amount: type numeric(14,4)"), described(draft));
        database.execute(
                "insert into account values (1, 10, 'a')",
                "refresh materialized view layer21",
                "create view of_partition as select amount from account_3",
                "comment on view layer9 is 'Nine'",
                "comment on column layer39.note is 'Note'",
                "grant select on layer39 to app_reader",
                "grant select (id) on layer12 to public",
                "alter view layer0 set (security_barrier)",
                "create unique index layer21_id on layer21 (id)");
        List<String> before = dump();
        List<String> statements = live.run(draft.operations());
        assertEquals(String.join("\n", before), String.join("\n", dump()), String.join("\n", statements));
        database.execute("alter view layer0 reset (security_barrier)", "drop view of_partition");
        Schema actual = inspect();
        assertEquals(actual.definitions().size(), definitions.length);
        assertEquals(List.of(), described(difference(withComments(changed, actual))));
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
    void reserved_words_name_the_conditions_of_a_replaced_domain() throws SQLException {
        database.execute(
                "create domain amount as integer constraint \"user\" check (value > 0) constraint \"order\" check (value < 9)");
        replace(
                definition(
                        DefinitionKind.DOMAIN,
                        "amount",
                        "create domain amount integer constraint \"order\" check (value < 8) constraint \"select\" check (value <> 5)"));
        assertEquals(
                List.of("CREATE DOMAIN amount AS integer\n"
                        + "  CONSTRAINT \"order\" CHECK ((VALUE < 8))\n"
                        + "  CONSTRAINT \"select\" CHECK ((VALUE <> 5))"),
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
}
