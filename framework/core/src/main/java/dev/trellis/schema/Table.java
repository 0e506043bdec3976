package dev.trellis.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table with all that belongs to it.
 *
 * @param columns in the table's order; names differ from each other
 * @param primaryKey null for none
 * @param comment null for none
 * @param renamedFrom what the table was called before, as a model says it for the comparison; null otherwise
 */
public record Table(
        TableName name,
        List<Column> columns,
        @Nullable PrimaryKey primaryKey,
        List<UniqueConstraint> uniques,
        List<ForeignKey> foreignKeys,
        List<Check> checks,
        List<Index> indexes,
        @Nullable String comment,
        @Nullable String renamedFrom) {

    public Table {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        indexes = List.copyOf(indexes);
    }

    /** A table of columns alone. */
    public static Table of(TableName name, List<Column> columns) {
        return new Table(name, columns, null, List.of(), List.of(), List.of(), List.of(), null, null);
    }

    /** The column of exactly that name; empty when there is none. */
    public Optional<Column> column(String wanted) {
        for (Column column : columns) {
            if (column.name().equals(wanted)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** The names of the columns, in the table's order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether a column is part of the primary key. */
    public boolean inPrimaryKey(String column) {
        return primaryKey != null && primaryKey.columns().contains(column);
    }

    /** Returns whether a column of this table rejects NULL: it is NOT NULL or part of the primary key. */
    public boolean isRequired(Column column) {
        return !column.nullable() || inPrimaryKey(column.name());
    }

    /** The same under another name; what it was called before is forgotten. */
    public Table withName(TableName value) {
        return new Table(value, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, null);
    }

    /** The same with other columns. */
    public Table withColumns(List<Column> value) {
        return new Table(name, value, primaryKey, uniques, foreignKeys, checks, indexes, comment, renamedFrom);
    }

    /** The same with another primary key; null for none. */
    public Table withPrimaryKey(@Nullable PrimaryKey value) {
        return new Table(name, columns, value, uniques, foreignKeys, checks, indexes, comment, renamedFrom);
    }

    /** The same with other unique constraints. */
    public Table withUniques(List<UniqueConstraint> value) {
        return new Table(name, columns, primaryKey, value, foreignKeys, checks, indexes, comment, renamedFrom);
    }

    /** The same with other foreign keys. */
    public Table withForeignKeys(List<ForeignKey> value) {
        return new Table(name, columns, primaryKey, uniques, value, checks, indexes, comment, renamedFrom);
    }

    /** The same with other checks. */
    public Table withChecks(List<Check> value) {
        return new Table(name, columns, primaryKey, uniques, foreignKeys, value, indexes, comment, renamedFrom);
    }

    /** The same with other indexes. */
    public Table withIndexes(List<Index> value) {
        return new Table(name, columns, primaryKey, uniques, foreignKeys, checks, value, comment, renamedFrom);
    }

    /** The same with another comment; null for none. */
    public Table withComment(@Nullable String value) {
        return new Table(name, columns, primaryKey, uniques, foreignKeys, checks, indexes, value, renamedFrom);
    }

    /** The same with another former name; null for none. */
    public Table withRenamedFrom(@Nullable String value) {
        return new Table(name, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, value);
    }

    /** This table with one column changed; the others and their order stay. */
    public Table mapColumn(String wanted, UnaryOperator<Column> change) {
        return withColumns(columns.stream()
                .map(column -> column.name().equals(wanted) ? change.apply(column) : column)
                .toList());
    }
}
