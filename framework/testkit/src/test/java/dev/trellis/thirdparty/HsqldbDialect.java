package dev.trellis.thirdparty;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CatalogSnapshot;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.ScratchDatabase;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** HSQLDB 2.7. DDL commits implicitly; CHECKs are compared by name, because HSQLDB rewrites their conditions. */
public final class HsqldbDialect implements Dialect {
    @Override
    public String name() {
        return "hsqldb";
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:hsqldb:");
    }

    @Override
    public String driverClass() {
        return "org.hsqldb.jdbc.JDBCDriver";
    }

    @Override
    public List<ScratchDatabase> scratchDatabases(String url, String name) {
        return List.of(ScratchDatabase.inMemory("jdbc:hsqldb:mem:" + name));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(128, Feature.SCHEMAS, Feature.PRIMARY_KEY_NAMES);
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.of();
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new HsqldbDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new HsqldbCatalog(connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        List<String> existing =
                new ArrayList<>(Query.strings(connection, "SELECT schema_name FROM information_schema.schemata"));
        existing.retainAll(schemas);
        return new HsqldbInspector(connection).schema(schemas).withSchemas(existing);
    }

    /** Returns one part for each table, with everything that {@link #inspect} reads. */
    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        CatalogSnapshot snapshot = new CatalogSnapshot();
        inspect(connection, CatalogSnapshot.schemas(tables)).tables().forEach((name, table) -> {
            if (tables.contains(name)) {
                snapshot.put(name, "table", table.toString());
            }
        });
        return snapshot.parts();
    }

    @Override
    public Table canonical(Table table) {
        return HsqldbTypes.canonical(table);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) {
        Schema canonical = Schema.EMPTY;
        for (Table table : desired.tables().values()) {
            Table wanted = canonical(table);
            canonical = canonical.with(actual.table(table.name())
                    .map(known -> withChecksOf(wanted, known))
                    .orElse(wanted));
        }
        return canonical;
    }

    private static Table withChecksOf(Table table, Table known) {
        List<Check> checks = new ArrayList<>();
        for (Check check : table.checks()) {
            checks.add(known.checks().stream()
                    .filter(other -> Objects.equals(other.name(), check.name()))
                    .findFirst()
                    .orElse(check));
        }
        return table.withChecks(checks);
    }
}
