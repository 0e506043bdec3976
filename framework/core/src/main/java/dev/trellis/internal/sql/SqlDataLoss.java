package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a statement takes away, as far as its words tell: rows, values, or what a change of type cuts off.
 *
 * @param kind what is lost
 * @param name the table, schema or database, as it was written
 * @param column the column, as it was written; null where it is about the whole
 * @param type the new type, as it was written; null where it is not about a type
 */
public record SqlDataLoss(
        Kind kind,
        String name,
        @Nullable String column,
        @Nullable String type) {

    /** What is lost. */
    public enum Kind {
        /** A table with its rows. */
        TABLE,
        /** All rows of a table that stays. */
        ROWS,
        /** The rows of a partition. */
        PARTITION,
        /** A column with its values. */
        COLUMN,
        /** What does not fit into a column's new type. */
        TYPE,
        /** A schema or database with all that is in it. */
        SCHEMA
    }

    /** What an ALTER TABLE drops that holds no values of its own. */
    private static final Set<String> VALUELESS = Set.of(
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

    /** Those of one statement; none when it cannot be read. */
    public static List<SqlDataLoss> in(String statement, SqlSyntax syntax) {
        try {
            return new Reader(statement, syntax).read();
        } catch (SqlException e) {
            return List.of();
        }
    }

    private static final class Reader {
        private final List<SqlDataLoss> losses = new ArrayList<>();
        private final SqlCursor at;

        Reader(String statement, SqlSyntax syntax) {
            at = new SqlCursor(statement, syntax);
        }

        List<SqlDataLoss> read() {
            switch (at.word()) {
                case "drop" -> drop();
                case "truncate" -> tables(Kind.ROWS);
                case "delete", "with" -> delete();
                case "alter" -> alter();
                default -> {}
            }
            return losses;
        }

        private void drop() {
            switch (at.next()) {
                case "table" -> tables(Kind.TABLE);
                case "schema", "database" -> tables(Kind.SCHEMA);
                default -> {}
            }
        }

        private void tables(Kind kind) {
            do {
                at.next();
                losses.add(new SqlDataLoss(kind, at.name(), null, null));
            } while (at.word().equals(","));
        }

        /** Without WHERE, also behind a WITH. */
        private void delete() {
            int depth = 0;
            String table = null;
            while (!at.isAtEnd()) {
                String word = at.word();
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (depth == 0 && word.equals("where")) {
                    return;
                }
                if (depth == 0 && table == null && at.take("delete", "from")) {
                    table = at.name();
                } else {
                    at.next();
                }
            }
            if (table != null) {
                losses.add(new SqlDataLoss(Kind.ROWS, table, null, null));
            }
        }

        private void alter() {
            if (!at.next().equals("table")) {
                return;
            }
            String table = at.name();
            while (!at.isAtEnd()) {
                clause(table);
                at.toComma();
            }
        }

        private void clause(String table) {
            switch (at.word()) {
                case "drop" -> dropped(table);
                case "truncate" -> {
                    if (at.next().equals("partition")) {
                        losses.add(new SqlDataLoss(Kind.PARTITION, table, null, null));
                    }
                }
                case "alter", "modify", "change" -> retyped(table);
                default -> {}
            }
        }

        private void dropped(String table) {
            if (at.next().equals("partition")) {
                losses.add(new SqlDataLoss(Kind.PARTITION, table, null, null));
            } else if (at.take("column") || !VALUELESS.contains(at.word())) {
                losses.add(new SqlDataLoss(Kind.COLUMN, table, at.name(), null));
            }
        }

        private void retyped(String table) {
            boolean alters = at.word().equals("alter");
            boolean changes = at.word().equals("change");
            at.next();
            if (!at.take("column") && VALUELESS.contains(at.word())) {
                return;
            }
            String column = at.name();
            if (changes) {
                at.name();
            }
            if (at.toType(!alters)) {
                losses.add(new SqlDataLoss(Kind.TYPE, table, column, at.type()));
            }
        }
    }
}
