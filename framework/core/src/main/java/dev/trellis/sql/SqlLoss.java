package dev.trellis.sql;

import dev.trellis.sql.SqlLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
public record SqlLoss(
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

    /** What follows the name of a column that keeps its type. */
    private static final Set<String> SAME_TYPE = Set.of(
            "set", "drop", "add", "rename", "restart", "reset", "selectivity", "comment", "check", "default", "to", "");

    /** What ends a type. */
    private static final Set<String> BEHIND_TYPE = Set.of(
            "using",
            "collate",
            "not",
            "null",
            "default",
            "comment",
            "check",
            "auto_increment",
            "generated",
            "after",
            "first",
            "character");

    private static final Set<String> BETWEEN = Set.of("if", "exists", "only", "table");

    /** Those of one statement; none when it cannot be read. */
    public static List<SqlLoss> in(String statement, SqlSyntax syntax) {
        try {
            return new Reader(statement, syntax).read();
        } catch (SqlException e) {
            return List.of();
        }
    }

    private static final class Reader {
        private final List<String> tokens = new ArrayList<>();
        private final List<SqlLoss> losses = new ArrayList<>();
        private int at;

        Reader(String statement, SqlSyntax syntax) {
            SqlLexer lexer = new SqlLexer(statement, syntax, "", 1);
            for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
                lexer.begun(true);
                if (token != Token.DELIMITER) {
                    tokens.add(lexer.token());
                }
            }
        }

        List<SqlLoss> read() {
            switch (word()) {
                case "drop" -> drop();
                case "truncate" -> tables(Kind.ROWS);
                case "delete", "with" -> delete();
                case "alter" -> alter();
                default -> {}
            }
            return losses;
        }

        /** The token here in lower case; empty behind the last. */
        private String word() {
            return at < tokens.size() ? tokens.get(at).toLowerCase(Locale.ROOT) : "";
        }

        private String next() {
            at++;
            return word();
        }

        private boolean take(String word) {
            boolean here = word().equals(word);
            at += here ? 1 : 0;
            return here;
        }

        private void drop() {
            switch (next()) {
                case "table" -> tables(Kind.TABLE);
                case "schema", "database" -> tables(Kind.SCHEMA);
                default -> {}
            }
        }

        private void tables(Kind kind) {
            do {
                at++;
                losses.add(new SqlLoss(kind, name(), null, null));
            } while (word().equals(","));
        }

        /** Without WHERE, also behind a WITH. */
        private void delete() {
            int depth = 0;
            String table = null;
            for (; at < tokens.size(); at++) {
                String word = word();
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (depth == 0 && word.equals("where")) {
                    return;
                }
                if (depth == 0 && table == null && word.equals("delete") && next().equals("from")) {
                    at++;
                    table = name();
                    at--;
                }
            }
            if (table != null) {
                losses.add(new SqlLoss(Kind.ROWS, table, null, null));
            }
        }

        private void alter() {
            if (!next().equals("table")) {
                return;
            }
            String table = name();
            while (at < tokens.size()) {
                clause(table);
                toComma();
            }
        }

        private void clause(String table) {
            switch (word()) {
                case "drop" -> dropped(table);
                case "truncate" -> {
                    if (next().equals("partition")) {
                        losses.add(new SqlLoss(Kind.PARTITION, table, null, null));
                    }
                }
                case "alter", "modify", "change" -> retyped(table);
                default -> {}
            }
        }

        private void dropped(String table) {
            if (next().equals("partition")) {
                losses.add(new SqlLoss(Kind.PARTITION, table, null, null));
            } else if (take("column") || !VALUELESS.contains(word())) {
                losses.add(new SqlLoss(Kind.COLUMN, table, name(), null));
            }
        }

        private void retyped(String table) {
            boolean alters = word().equals("alter");
            boolean changes = word().equals("change");
            at++;
            if (!take("column") && VALUELESS.contains(word())) {
                return;
            }
            String column = name();
            if (changes) {
                name();
            }
            boolean said = take("type");
            if (!said
                    && word().equals("set")
                    && at + 1 < tokens.size()
                    && tokens.get(at + 1).equalsIgnoreCase("data")) {
                at += 2;
                said = take("type");
            }
            if (said || !alters || !SAME_TYPE.contains(word())) {
                losses.add(new SqlLoss(Kind.TYPE, table, column, type()));
            }
        }

        private String type() {
            StringBuilder type = new StringBuilder();
            int depth = 0;
            while (at < tokens.size()
                    && (depth > 0 || type.isEmpty() || !(BEHIND_TYPE.contains(word()) || word().equals(",")))) {
                depth += word().equals("(") ? 1 : word().equals(")") ? -1 : 0;
                boolean joined = type.isEmpty()
                        || Set.of("(", ")", ",").contains(word())
                        || type.toString().endsWith("(")
                        || type.toString().endsWith(",");
                type.append(joined ? "" : " ").append(tokens.get(at));
                at++;
            }
            return type.toString();
        }

        private void toComma() {
            int depth = 0;
            while (at < tokens.size()) {
                String word = word();
                at++;
                depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
                if (depth == 0 && word.equals(",")) {
                    return;
                }
            }
        }

        /** A name with dots in it, with what may stand in front of it. */
        private String name() {
            while (BETWEEN.contains(word())) {
                at++;
            }
            StringBuilder name = new StringBuilder();
            while (at < tokens.size()) {
                name.append(tokens.get(at));
                if (!next().equals(".")) {
                    break;
                }
                name.append('.');
                at++;
            }
            return name.toString();
        }
    }
}
