package dev.trellis.dialect;

import dev.trellis.dialect.postgresql.PostgresqlDialect;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.testbed.TestDatabase;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A database for the tests of PostgreSQL's definitions. */
abstract class PostgresqlDefinitionsFixture {
    static final PostgresqlDialect DIALECT = new PostgresqlDialect();

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

    TestDatabase database;
    Connection connection;

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

    Schema inspect(String... schemas) throws SQLException {
        return DIALECT.inspect(connection, List.of(schemas));
    }

    static List<String> texts(Schema schema) {
        return schema.definitions().values().stream()
                .map(definition -> definition.name().describe() + ": "
                        + definition.sql().in(DIALECT.name())
                        + (definition.comment() == null ? "" : " -- " + definition.comment()))
                .toList();
    }

    List<String> dump() throws SQLException {
        return database.query(DUMP);
    }

    static Schema schema(Schema tables, Definition... definitions) {
        return tables.withDefinitions(List.of(definitions));
    }

    static Definition definition(DefinitionKind kind, String name, String sql) {
        return Definition.of(DefinitionName.of(kind, TableName.of(name)), sql);
    }

    static Definition function(String name, String arguments, String sql) {
        return Definition.of(new DefinitionName(DefinitionKind.FUNCTION, TableName.of(name), null, arguments), sql);
    }

    static Definition on(DefinitionKind kind, String name, String table, String sql) {
        return Definition.of(DefinitionName.on(kind, name, TableName.of(table)), sql);
    }

    static Schema model(String yaml) {
        return new ModelReader(Naming.DEFAULT.withLimit(63), DialectUnderTest.COLUMNS, name -> Optional.empty())
                .read(YamlReader.read("model.yaml", yaml));
    }

    /** Returns operations that create the tables and definitions of a schema, the definitions in the given order. */
    static List<Operation> creation(Schema tables, Definition... definitions) {
        List<Operation> operations = new ArrayList<>();
        tables.tables().values().forEach(table -> operations.add(new CreateTable(table)));
        for (Definition definition : definitions) {
            operations.add(new CreateDefinition(definition));
        }
        return operations;
    }

    /** Compares a model of the whole schema with the database. */
    final Diff difference(Schema desired) throws SQLException {
        return SchemaDiff.of(
                desired,
                inspect(),
                Scope.EVERYTHING,
                Naming.DEFAULT.withLimit(63),
                DIALECT,
                (wanted, found, rejected) -> DIALECT.canonical(connection, wanted, found, rejected));
    }

    static List<String> described(Diff difference) {
        return difference.operations().stream().map(Operation::describe).toList();
    }

    /** An action on a connection. */
    interface Action {
        void run(Connection connection) throws SQLException;
    }

    /** Returns how many statements an action sends to the server. */
    final long sent(Action action) throws SQLException {
        AtomicLong count = new AtomicLong();
        action.run(counting(Connection.class, connection, count));
        return count.get();
    }

    private static <T> T counting(Class<T> type, Object target, AtomicLong count) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                count.incrementAndGet();
            }
            try {
                Object result = method.invoke(target, arguments);
                Class<?> returned = method.getReturnType();
                return Statement.class.isAssignableFrom(returned) ? counting(returned, result, count) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(
                PostgresqlDefinitionsFixture.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
