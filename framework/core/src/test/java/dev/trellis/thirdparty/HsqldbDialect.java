package dev.trellis.thirdparty;

import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Capabilities.Feature;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
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
import java.util.TreeMap;
import java.util.function.Consumer;

/** HSQLDB 2.7. DDL commits by itself; a CHECK is known by its name alone, because HSQLDB rewrites what it says. */
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
        return new HsqldbInspector(connection).schema(schemas);
    }

    /** What inspection tells of each. */
    @Override
    public Map<TableName, Map<String, String>> catalogSnapshot(Connection connection, Collection<TableName> tables)
            throws SQLException {
        List<String> schemas = tables.stream()
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<TableName, Map<String, String>> structure = new TreeMap<>();
        inspect(connection, schemas).tables().forEach((name, table) -> {
            if (tables.contains(name)) {
                structure.put(name, Map.of("table", table.toString()));
            }
        });
        return structure;
    }

    @Override
    public Table canonical(Table table) {
        return HsqldbTypes.canonical(table);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) {
        Schema canonical = Schema.EMPTY;
        for (Table table : desired.tables().values()) {
            Table own = canonical(table);
            canonical = canonical.with(actual.table(table.name())
                    .map(known -> withChecksOf(own, known))
                    .orElse(own));
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
