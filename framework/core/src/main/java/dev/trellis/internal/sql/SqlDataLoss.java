package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Data that a statement deletes, as far as its text shows.
 *
 * @param name the table, schema or database as written
 * @param column the column as written, or null when not a single column is affected
 * @param type the new type as written, or null when the statement does not change a type
 */
public record SqlDataLoss(
        Kind kind,
        String name,
        @Nullable String column,
        @Nullable String type) {

    /** The kinds of loss. */
    public enum Kind {
        /** A table with its rows. */
        TABLE,
        /** All rows of a table, but not the table itself. */
        ROWS,
        /** The rows of a partition. */
        PARTITION,
        /** A column with its values. */
        COLUMN,
        /** Values that do not fit a column's new type. */
        TYPE,
        /** A schema or database with its contents. */
        SCHEMA
    }

    /** Clauses of ALTER TABLE ... DROP that lose no values. */
    private static final Set<String> WITHOUT_VALUES = Set.of(
            "constraint",
            "primary",
            "foreign",
            "index",
            "key",
            "check",
            "unique",
            "default",
            "expression",
            "identity",
            "system",
            "period");

    /** Returns the losses of one statement. */
    public static List<SqlDataLoss> in(String statement, SqlSyntax syntax) {
        return new Reader(statement, syntax).read();
    }

    private static final class Reader {
        private final List<SqlDataLoss> losses = new ArrayList<>();
        private final SqlCursor cursor;

        Reader(String statement, SqlSyntax syntax) {
            cursor = new SqlCursor(statement, syntax);
        }

        List<SqlDataLoss> read() {
            switch (cursor.word()) {
                case "drop" -> drop();
                case "truncate" -> tables(Kind.ROWS);
                case "delete", "with" -> delete();
                case "alter" -> alter();
                default -> {}
            }
            return losses;
        }

        private void drop() {
            switch (cursor.next()) {
                case "table" -> tables(Kind.TABLE);
                case "schema", "database" -> tables(Kind.SCHEMA);
                default -> {}
            }
        }

        private void tables(Kind kind) {
            do {
                cursor.next();
                losses.add(new SqlDataLoss(kind, cursor.name(), null, null));
            } while (cursor.word().equals(","));
        }

        /** Reads a DELETE without WHERE, also after a WITH clause. */
        private void delete() {
            int depth = 0;
            String table = null;
            while (!cursor.isAtEnd()) {
                String word = cursor.word();
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (depth == 0 && word.equals("where")) {
                    return;
                }
                if (depth == 0 && table == null && cursor.take("delete", "from")) {
                    table = cursor.name();
                } else {
                    cursor.next();
                }
            }
            if (table != null) {
                losses.add(new SqlDataLoss(Kind.ROWS, table, null, null));
            }
        }

        private void alter() {
            if (!cursor.next().equals("table")) {
                return;
            }
            String table = cursor.name();
            while (!cursor.isAtEnd()) {
                clause(table);
                cursor.toComma();
            }
        }

        private void clause(String table) {
            switch (cursor.word()) {
                case "drop" -> dropClause(table);
                case "truncate" -> {
                    if (cursor.next().equals("partition")) {
                        losses.add(new SqlDataLoss(Kind.PARTITION, table, null, null));
                    }
                }
                case "alter", "modify", "change" -> changeType(table);
                default -> {}
            }
        }

        private void dropClause(String table) {
            if (cursor.next().equals("partition")) {
                losses.add(new SqlDataLoss(Kind.PARTITION, table, null, null));
            } else if (cursor.take("column") || !WITHOUT_VALUES.contains(cursor.word())) {
                losses.add(new SqlDataLoss(Kind.COLUMN, table, cursor.name(), null));
            }
        }

        private void changeType(String table) {
            boolean alters = cursor.word().equals("alter");
            boolean changes = cursor.word().equals("change");
            cursor.next();
            if (!cursor.take("column") && WITHOUT_VALUES.contains(cursor.word())) {
                return;
            }
            String column = cursor.name();
            if (changes) {
                cursor.name();
            }
            if (cursor.toType(!alters)) {
                losses.add(new SqlDataLoss(Kind.TYPE, table, column, cursor.type()));
            }
        }
    }
}
