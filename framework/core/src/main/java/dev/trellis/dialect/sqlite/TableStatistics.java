package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ANALYZE has found out about a table, which SQLite forgets with the table: it is put under another name until the
 * new table is there.
 *
 * @param kept the tables of statistics that the database has; none where that is not known
 */
record TableStatistics(List<String> kept) {
    /** What a script knows of, that is made without a database. */
    static final TableStatistics UNKNOWN = new TableStatistics(List.of());

    List<String> putAside(String name, String temporary) {
        return kept.stream()
                .map(each -> "UPDATE " + each + " SET tbl = " + text(temporary) + " WHERE tbl = " + text(name))
                .toList();
    }

    /** Those of the whole table, and of the indexes that are as they were. */
    List<String> takeBack(String temporary, TableDefinition before, TableDefinition after) {
        String same = after.indexes().stream()
                .filter(before.indexes()::contains)
                .map(index -> text(index.name()))
                .collect(Collectors.joining(", "));
        String ofKeys = keys(before).equals(keys(after))
                ? " OR idx = " + text(before.name()) + " OR idx LIKE 'sqlite!_autoindex!_%' ESCAPE '!'"
                : "";
        return kept.stream()
                .flatMap(each -> Stream.of(
                        "UPDATE " + each + " SET tbl = " + text(before.name()) + " WHERE tbl = " + text(temporary)
                                + " AND (idx IS NULL OR idx IN (" + same + ")" + ofKeys + ")",
                        "DELETE FROM " + each + " WHERE tbl = " + text(temporary)))
                .toList();
    }

    /** The keys that have an index without a name, which are numbered in this order. */
    private static List<List<String>> keys(TableDefinition definition) {
        return definition
                .text()
                .clauses()
                .filter(clause -> clause.kind() == Kind.PRIMARY_KEY || clause.kind() == Kind.UNIQUE)
                .map(TableConstraint::columns)
                .toList();
    }

    private static String text(String value) {
        return new SqliteDialect().literal(value);
    }
}
