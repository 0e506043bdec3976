package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Saves the rows that ANALYZE has stored about a table, which SQLite deletes when the table is dropped: a rebuild stores them
 * under another name until the new table exists.
 *
 * @param tables the statistics tables of the database; none if compiled without a database
 */
record TableStatistics(List<String> tables) {
    /** The statistics of a table in a script compiled without a database. */
    static final TableStatistics UNKNOWN = new TableStatistics(List.of());

    List<String> copyToTemporary(String name, String temporary) {
        return tables.stream()
                .map(table -> "UPDATE " + table + " SET tbl = " + literal(temporary) + " WHERE tbl = " + literal(name))
                .toList();
    }

    /** Restores the statistics of the table and of its unchanged indexes; deletes the others. */
    List<String> restore(String temporary, StoredTable before, StoredTable after) {
        String unchanged = after.indexes().stream()
                .filter(before.indexes()::contains)
                .map(index -> literal(index.name()))
                .collect(Collectors.joining(", "));
        String ofKeys = keys(before).equals(keys(after))
                ? " OR idx = " + literal(before.name()) + " OR idx LIKE 'sqlite!_autoindex!_%' ESCAPE '!'"
                : "";
        return tables.stream()
                .flatMap(table -> Stream.of(
                        "UPDATE " + table + " SET tbl = " + literal(before.name()) + " WHERE tbl = "
                                + literal(temporary) + " AND (idx IS NULL OR idx IN (" + unchanged + ")" + ofKeys + ")",
                        "DELETE FROM " + table + " WHERE tbl = " + literal(temporary)))
                .toList();
    }

    /** Returns the columns of the keys with automatic indexes, which SQLite numbers in this order. */
    private static List<List<String>> keys(StoredTable definition) {
        return definition
                .parsed()
                .clauses()
                .filter(clause -> clause.kind() == Kind.PRIMARY_KEY || clause.kind() == Kind.UNIQUE)
                .map(TableConstraint::columns)
                .toList();
    }

    private static String literal(String value) {
        return new SqliteDialect().literal(value);
    }
}
