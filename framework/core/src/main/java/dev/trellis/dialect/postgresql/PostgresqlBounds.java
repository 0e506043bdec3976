package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.InheritedParts;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server which bounds of partitions have the same values in another spelling: {@code 2026-01-01} and {@code
 * 2026-01-01 00:00:00+00}. One query compares all bounds that differ as texts.
 */
final class PostgresqlBounds {
    private final Connection connection;
    private final Map<TableName, List<String>> comparisons = new LinkedHashMap<>();

    PostgresqlBounds(Connection connection) {
        this.connection = connection;
    }

    /** Gives each table the spelling of the bound in the actual schema, if both bounds have the same values. */
    void adopt(Map<TableName, Table> tables, Schema actual) throws SQLException {
        Schema desired = new Schema(tables, Map.of(), Map.of());
        for (Table table : tables.values()) {
            PartitionOf wanted = table.options().partitionOf();
            PartitionOf found = actual.table(table.name())
                    .map(each -> each.options().partitionOf())
                    .orElse(null);
            if (wanted != null
                    && found != null
                    && wanted.table().equals(found.table())
                    && !wanted.bound().equals(found.bound())) {
                compare(table.name(), wanted, found, desired, actual);
            }
        }
        for (TableName equal : equal()) {
            tables.computeIfPresent(
                    equal,
                    (name, table) -> table.withOptions(table.options()
                            .withPartitionOf(actual.require(name).options().partitionOf())));
        }
    }

    private void compare(TableName table, PartitionOf wanted, PartitionOf found, Schema desired, Schema actual) {
        List<String> types = desired.table(wanted.table())
                .or(() -> actual.table(wanted.table()))
                .map(parent -> types(parent, desired, actual))
                .orElse(List.of());
        List<@Nullable Object> first = values(wanted.bound());
        List<@Nullable Object> second = values(found.bound());
        boolean isSameKind = wanted.bound().getClass() == found.bound().getClass();
        if (!isSameKind || types.isEmpty() || first.size() != second.size() || first.isEmpty()) {
            return;
        }
        List<String> conditions = new ArrayList<>();
        boolean isList = wanted.bound() instanceof PartitionOf.Values;
        for (int i = 0; i < first.size(); i++) {
            Object one = first.get(i);
            Object other = second.get(i);
            String type = types.get(isList ? 0 : i % types.size());
            if (one instanceof String text && other instanceof String same) {
                conditions.add("CAST(" + PostgresqlDialect.text(text) + " AS " + type + ") = CAST("
                        + PostgresqlDialect.text(same) + " AS " + type + ")");
            } else if (one == null ? other != null : !one.equals(other)) {
                return;
            }
        }
        comparisons.put(table, conditions);
    }

    private static List<@Nullable Object> values(PartitionOf.Bound bound) {
        if (bound instanceof PartitionOf.Range range) {
            List<@Nullable Object> values = new ArrayList<>(range.from());
            values.addAll(range.to());
            return values;
        }
        return bound instanceof PartitionOf.Values list ? list.values() : List.of();
    }

    /** Returns the types of the key's columns; empty if a part of the key is an expression, whose type is not known. */
    private static List<String> types(Table parent, Schema desired, Schema actual) {
        PartitionBy key = parent.options().partitionBy();
        List<String> types = new ArrayList<>();
        if (key == null) {
            return types;
        }
        Schema all = actual.with(desired);
        for (PartitionBy.Part part : key.parts()) {
            Optional<ColumnType> type = part.column() == null
                    ? Optional.empty()
                    : InheritedParts.complete(parent, all).column(part.column()).map(Column::type);
            if (type.isEmpty()) {
                return List.of();
            }
            types.add(PostgresqlTypes.sql(type.get()));
        }
        return types;
    }

    private Set<TableName> equal() throws SQLException {
        Set<TableName> equal = new HashSet<>();
        if (comparisons.isEmpty()) {
            return equal;
        }
        List<TableName> tables = List.copyOf(comparisons.keySet());
        List<String> selected = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            selected.add("SELECT " + i + " WHERE "
                    + String.join(" AND ", comparisons.getOrDefault(tables.get(i), List.of())));
        }
        if (!run(String.join(" UNION ALL ", selected), tables, equal)) {
            for (String each : selected) {
                run(each, tables, equal);
            }
        }
        return equal;
    }

    /** Runs a query; returns false if the server refuses a constant. */
    private boolean run(String sql, List<TableName> tables, Set<TableName> equal) throws SQLException {
        Savepoint before = connection.getAutoCommit() ? null : connection.setSavepoint();
        try {
            Query.each(connection, sql, List.of(), row -> equal.add(tables.get(row.getInt(1))));
            return true;
        } catch (SQLException refused) {
            if (before != null) {
                connection.rollback(before);
            }
            return false;
        } finally {
            if (before != null) {
                connection.releaseSavepoint(before);
            }
        }
    }
}
