package dev.trellis.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table with its columns, constraints and indexes.
 *
 * @param columns the columns in their order; their names are distinct
 * @param primaryKey null if there is none
 * @param comment null if there is none
 * @param renamedFrom the former name, which a model declares so that a comparison finds the rename; otherwise null
 * @param tolerance the deviations from a model that a comparison accepts; null if it accepts none, and for a table that is
 *     not part of a model
 * @param options partitions, inheritance, EXCLUDE constraints and options of single databases
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
        @Nullable String renamedFrom,
        @Nullable Tolerance tolerance,
        TableOptions options) {

    public Table {
        columns = List.copyOf(columns);
        uniques = List.copyOf(uniques);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        indexes = List.copyOf(indexes);
    }

    /** Creates a table without a tolerance and without options. */
    public Table(
            TableName name,
            List<Column> columns,
            @Nullable PrimaryKey primaryKey,
            List<UniqueConstraint> uniques,
            List<ForeignKey> foreignKeys,
            List<Check> checks,
            List<Index> indexes,
            @Nullable String comment,
            @Nullable String renamedFrom) {
        this(
                name,
                columns,
                primaryKey,
                uniques,
                foreignKeys,
                checks,
                indexes,
                comment,
                renamedFrom,
                null,
                TableOptions.NONE);
    }

    /** Returns a table with columns only. */
    public static Table of(TableName name, List<Column> columns) {
        return new Table(name, columns, null, List.of(), List.of(), List.of(), List.of(), null, null);
    }

    /**
     * Returns whether another table is equal to this one, except perhaps for the order of its constraints and indexes, which
     * has no meaning in a database.
     */
    public boolean equalsInAnyOrder(Table other) {
        return name.equals(other.name)
                && columns.equals(other.columns)
                && Objects.equals(primaryKey, other.primaryKey)
                && isPermutation(uniques, other.uniques)
                && isPermutation(foreignKeys, other.foreignKeys)
                && isPermutation(checks, other.checks)
                && isPermutation(indexes, other.indexes)
                && Objects.equals(comment, other.comment)
                && Objects.equals(renamedFrom, other.renamedFrom)
                && Objects.equals(tolerance, other.tolerance)
                && options.equals(other.options);
    }

    private static <T> boolean isPermutation(List<T> one, List<T> other) {
        if (one.size() != other.size()) {
            return false;
        }
        List<T> remaining = new ArrayList<>(other);
        for (T each : one) {
            if (!remaining.remove(each)) {
                return false;
            }
        }
        return true;
    }

    /** Finds a column by its exact name. */
    public Optional<Column> column(String columnName) {
        for (Column column : columns) {
            if (column.name().equals(columnName)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** Returns the names of the columns, in their order. */
    public List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Returns whether the column is part of the primary key. */
    public boolean inPrimaryKey(String column) {
        return primaryKey != null && primaryKey.columns().contains(column);
    }

    /** Returns whether a column of this table rejects NULL: it is NOT NULL or part of the primary key. */
    public boolean isRequired(Column column) {
        return !column.nullable() || inPrimaryKey(column.name());
    }

    /** Returns the table with another name and without a former name. */
    public Table withName(TableName value) {
        return new Table(
                value, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, null, tolerance, options);
    }

    /** Returns the table with other columns. */
    public Table withColumns(List<Column> value) {
        return new Table(
                name,
                value,
                primaryKey,
                uniques,
                foreignKeys,
                checks,
                indexes,
                comment,
                renamedFrom,
                tolerance,
                options);
    }

    /** Returns the table with another primary key; null for no primary key. */
    public Table withPrimaryKey(@Nullable PrimaryKey value) {
        return new Table(
                name, columns, value, uniques, foreignKeys, checks, indexes, comment, renamedFrom, tolerance, options);
    }

    /** Returns the table with other unique constraints. */
    public Table withUniques(List<UniqueConstraint> value) {
        return new Table(
                name,
                columns,
                primaryKey,
                value,
                foreignKeys,
                checks,
                indexes,
                comment,
                renamedFrom,
                tolerance,
                options);
    }

    /** Returns the table with other foreign keys. */
    public Table withForeignKeys(List<ForeignKey> value) {
        return new Table(
                name, columns, primaryKey, uniques, value, checks, indexes, comment, renamedFrom, tolerance, options);
    }

    /** Returns the table with other CHECK constraints. */
    public Table withChecks(List<Check> value) {
        return new Table(
                name,
                columns,
                primaryKey,
                uniques,
                foreignKeys,
                value,
                indexes,
                comment,
                renamedFrom,
                tolerance,
                options);
    }

    /** Returns the table with other indexes. */
    public Table withIndexes(List<Index> value) {
        return new Table(
                name,
                columns,
                primaryKey,
                uniques,
                foreignKeys,
                checks,
                value,
                comment,
                renamedFrom,
                tolerance,
                options);
    }

    /** Returns the table with another comment; null for no comment. */
    public Table withComment(@Nullable String value) {
        return new Table(
                name,
                columns,
                primaryKey,
                uniques,
                foreignKeys,
                checks,
                indexes,
                value,
                renamedFrom,
                tolerance,
                options);
    }

    /** Returns the table with another former name; null for no former name. */
    public Table withRenamedFrom(@Nullable String value) {
        return new Table(
                name, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, value, tolerance, options);
    }

    /** Returns the table with another tolerance; null for none. */
    public Table withTolerance(@Nullable Tolerance value) {
        return new Table(
                name, columns, primaryKey, uniques, foreignKeys, checks, indexes, comment, renamedFrom, value, options);
    }

    /** Returns the table with other options. */
    public Table withOptions(TableOptions value) {
        return new Table(
                name,
                columns,
                primaryKey,
                uniques,
                foreignKeys,
                checks,
                indexes,
                comment,
                renamedFrom,
                tolerance,
                value);
    }

    /** Returns the table with one column changed. */
    public Table mapColumn(String columnName, UnaryOperator<Column> change) {
        return withColumns(columns.stream()
                .map(column -> column.name().equals(columnName) ? change.apply(column) : column)
                .toList());
    }
}
