package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.dialect.StoredSpelling;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Identity;
import dev.trellis.schema.Index;
import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Converts desired tables into the form in which {@link PostgresqlInspector} reads them back. */
final class PostgresqlCanonical {
    static final String DEFAULT_METHOD = "btree";

    private final PostgresqlDialect dialect;
    private final Connection connection;

    PostgresqlCanonical(PostgresqlDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** Returns the canonical form without asking the server: everything except the spelling of expressions. */
    static Table table(Table table, PostgresqlDialect dialect) {
        Table canonical = withoutOptions(table);
        return table.options().equals(TableOptions.NONE)
                ? canonical
                : canonical.withOptions(options(canonical.withOptions(table.options()), dialect));
    }

    private static TableOptions options(Table table, PostgresqlDialect dialect) {
        TableOptions options = PostgresqlTableOptions.canonical(table, dialect);
        PartitionBy key = options.partitionBy();
        PartitionOf place = options.partitionOf();
        return options.withPartitionBy(key == null ? null : PostgresqlPartitions.canonical(key))
                .withPartitionOf(place == null ? null : place.withBound(PostgresqlPartitions.canonical(place.bound())))
                .withExcludes(options.excludes().stream()
                        .map(PostgresqlExcludes::canonical)
                        .toList());
    }

    private static Table withoutOptions(Table table) {
        return table.withColumns(table.columns().stream()
                        .map(column -> column(table, column))
                        .toList())
                .withChecks(table.checks().stream()
                        .map(check -> new Check(check.name(), canonicalSql(check.sql())))
                        .toList())
                .withIndexes(
                        table.indexes().stream().map(PostgresqlCanonical::index).toList());
    }

    private static Column column(Table table, Column column) {
        ColumnType type = PostgresqlTypes.canonical(column.type());
        Identity identity = column.identity() == null ? null : StandardCanonical.identity(column.identity());
        boolean required = identity != null || table.isRequired(column);
        Computed computed = column.computed();
        return new Column(
                column.name(),
                type,
                !required,
                column.defaultValue() == null || identity != null || computed != null
                        ? null
                        : defaultValue(type, column.defaultValue()),
                column.comment(),
                "default".equals(column.collation()) ? null : column.collation(),
                identity,
                computed == null ? null : new Computed(canonicalSql(computed.sql()), computed.stored()),
                StandardCanonical.onUpdate(column.onUpdate(), PostgresqlDialect.NAME),
                column.renamedFrom());
    }

    private static @Nullable DefaultValue defaultValue(ColumnType type, DefaultValue value) {
        return value instanceof DefaultValue.Literal literal
                ? PostgresqlDefaults.literal(type, literal.value())
                : PostgresqlDefaults.written(type, PostgresqlExpressions.in(((DefaultValue.Expression) value).sql()));
    }

    private static Index index(Index index) {
        SqlText where = index.where();
        return new Index(
                index.name(),
                index.parts().stream().map(PostgresqlCanonical::part).toList(),
                index.unique(),
                where == null ? null : canonicalSql(where),
                index.include(),
                DEFAULT_METHOD.equalsIgnoreCase(index.using()) ? null : method(index.using()),
                index.nullsNotDistinct());
    }

    static @Nullable String method(@Nullable String using) {
        return using == null ? null : using.toLowerCase(Locale.ROOT);
    }

    private static Index.Part part(Index.Part part) {
        SqlText expression = part.expression();
        boolean defaultOrder = part.nullsFirst() == null || part.nullsFirst() == part.descending();
        return new Index.Part(
                part.column(),
                expression == null ? null : canonicalSql(expression),
                part.descending(),
                defaultOrder ? null : part.nullsFirst(),
                part.opclass(),
                null);
    }

    private static SqlText canonicalSql(SqlText sql) {
        return SqlText.of(PostgresqlExpressions.bare(PostgresqlExpressions.in(sql)));
    }

    /**
     * Returns the canonical form with the server's spelling; asks the server only about tables that differ from the
     * actual ones.
     */
    Schema schema(Schema desired, Schema actual, Consumer<RejectedExpression> rejected) throws SQLException {
        String defaultSchema = new PostgresqlInspector(connection).defaultSchema();
        Map<TableName, Table> tables = new TreeMap<>();
        Map<TableName, Table> unmatched = new TreeMap<>();
        for (Table each : desired.tables().values()) {
            Table local = PostgresqlNames.withoutDefaultSchema(each, defaultSchema);
            Table canonical =
                    PostgresqlNormalization.withSimilarSpelling(table(local, dialect), counterpart(local, actual));
            tables.put(canonical.name(), canonical);
            if (!PostgresqlNormalization.isKnown(canonical, counterpart(local, actual))) {
                unmatched.put(local.name(), withColumnsOfParents(local, desired, actual));
            }
        }
        PostgresqlPrerequisites prerequisites =
                PostgresqlPrerequisites.of(dialect, connection, defaultSchema, desired, actual);
        if (!unmatched.isEmpty()) {
            new PostgresqlProbe(dialect, connection, prerequisites, rejected)
                    .spell(unmatched, actual, defaultSchema)
                    .forEach((name, table) -> tables.computeIfPresent(
                            name, (same, canonical) -> PostgresqlNormalization.withSpelling(canonical, table)));
            adoptLaterSpelling(tables, unmatched.keySet(), actual, defaultSchema, prerequisites);
        }
        new PostgresqlSerials(connection).adoptSequences(unmatched, tables, actual);
        new PostgresqlBounds(connection).adopt(tables, actual);
        Schema canonical = new Schema(
                tables,
                enumerations(desired, defaultSchema, tables.values()),
                desired.definitions(),
                desired.schemas());
        return desired.definitions().isEmpty()
                ? canonical
                : canonical.withDefinitions(
                        new PostgresqlDefinitionCanonical(dialect, connection, defaultSchema, rejected)
                                .definitions(canonical, actual));
    }

    /** Returns a table with the columns of its parents, which its checks and indexes may mention. */
    private static Table withColumnsOfParents(Table table, Schema desired, Schema actual) {
        return table.options().hasParents()
                ? table.withColumns(
                        InheritedParts.complete(table, actual.with(desired)).columns())
                : table;
    }

    /**
     * Adopts the spelling that expressions have after the server has stored them twice. When a column gets a new type, the
     * server parses the stored CHECKs and stores them again.
     */
    private void adoptLaterSpelling(
            Map<TableName, Table> tables,
            Set<TableName> names,
            Schema actual,
            String defaultSchema,
            PostgresqlPrerequisites prerequisites)
            throws SQLException {
        Map<TableName, Table> unmatched = new TreeMap<>();
        for (TableName name : names) {
            Table table = tables.get(name);
            if (table != null && !PostgresqlNormalization.isKnown(table, counterpart(table, actual))) {
                unmatched.put(name, withColumnsOfParents(table, new Schema(tables, Map.of(), Map.of()), actual));
            }
        }
        if (!unmatched.isEmpty()) {
            new PostgresqlProbe(dialect, connection, prerequisites, alreadyReported -> {})
                    .spell(unmatched, actual, defaultSchema)
                    .forEach((name, again) -> tables.computeIfPresent(
                            name,
                            (same, table) -> counterpart(table, actual)
                                    .map(known -> StoredSpelling.closest(
                                            table, PostgresqlNormalization.withSpelling(table, again), known))
                                    .orElse(table)));
        }
    }

    private static Optional<Table> counterpart(Table table, Schema actual) {
        Optional<Table> same = actual.table(table.name());
        return same.isPresent() || table.renamedFrom() == null
                ? same
                : actual.table(table.name().renamed(table.renamedFrom()));
    }

    private static Map<TableName, Enumeration> enumerations(
            Schema desired, String defaultSchema, Iterable<Table> tables) {
        Map<TableName, Enumeration> enumerations = new TreeMap<>();
        List<Enumeration> types = new ArrayList<>(desired.enums().values());
        tables.forEach(table -> table.columns().forEach(column -> {
            if (column.type() instanceof Enumeration type) {
                types.add(type);
            }
        }));
        types.forEach(type -> {
            TableName name = PostgresqlNames.withoutDefaultSchema(type.name(), defaultSchema);
            enumerations.putIfAbsent(name, new Enumeration(name, type.values()));
        });
        return enumerations;
    }
}
