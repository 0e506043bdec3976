package dev.trellis.dialect;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Index;
import dev.trellis.schema.Table;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The spelling of a table's expressions in a database that may change the spelling of an expression each time it stores the
 * expression. MySQL, for example, stores {@code a and (b and c)} unchanged, and removes the parentheses when a later ALTER
 * TABLE parses the stored text again. A database can therefore contain any of several spellings of one expression.
 */
public final class StoredSpelling {
    private StoredSpelling() {}

    /**
     * Returns a table in which each expression has its spelling in {@code again} if the database contains that spelling, and
     * its spelling in {@code table} otherwise.
     *
     * @param table the table in one spelling
     * @param again the same table, with its parts in the same order, in the spelling that expressions have after the
     *     database has stored them once more
     * @param actual the table in the database
     */
    public static Table closest(Table table, Table again, Table actual) {
        List<Column> columns = table.columns();
        List<Check> checks = table.checks();
        List<Index> indexes = table.indexes();
        return table.withColumns(IntStream.range(0, columns.size())
                        .mapToObj(i -> closest(columns.get(i), again.columns().get(i), actual))
                        .toList())
                .withChecks(IntStream.range(0, checks.size())
                        .mapToObj(i -> isStored(again.checks().get(i), actual)
                                ? again.checks().get(i)
                                : checks.get(i))
                        .toList())
                .withIndexes(IntStream.range(0, indexes.size())
                        .mapToObj(i -> isStored(again.indexes().get(i), actual)
                                ? again.indexes().get(i)
                                : indexes.get(i))
                        .toList());
    }

    private static Column closest(Column column, Column again, Table actual) {
        Column stored = actual.column(column.name()).orElse(null);
        if (stored == null) {
            return column;
        }
        Column result = column;
        if (again.defaultValue() != null && again.defaultValue().equals(stored.defaultValue())) {
            result = result.withDefault(again.defaultValue());
        }
        if (again.computed() != null && again.computed().equals(stored.computed())) {
            result = result.withComputed(again.computed());
        }
        return result;
    }

    /** Returns whether the database contains a CHECK with this expression, under any name. */
    private static boolean isStored(Check check, Table actual) {
        return actual.checks().stream().anyMatch(stored -> stored.sql().equals(check.sql()));
    }

    /** Returns whether the database contains this index, under any name. */
    private static boolean isStored(Index index, Table actual) {
        return actual.indexes().stream()
                .anyMatch(stored -> stored.withName(index.name()).equals(index));
    }
}
