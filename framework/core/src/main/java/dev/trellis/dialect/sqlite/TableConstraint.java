package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.ReferentialAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table, or a clause of a column definition, as parsed from the text of the table.
 *
 * @param name the name; null if the constraint has none
 * @param columns the columns of a key; for a clause of a column definition, that column; otherwise empty
 * @param sql the condition, computed expression, default or collation; DESC for a descending primary key in a column
 *     definition; otherwise empty
 * @param reference the target of a foreign key; otherwise null
 * @param start offset of its first character in the text it was read from
 * @param end offset after its last character
 */
record TableConstraint(
        Kind kind,
        @Nullable String name,
        List<String> columns,
        String sql,
        @Nullable Reference reference,
        int start,
        int end) {

    enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        FOREIGN_KEY,
        CHECK,
        NOT_NULL,
        NULL,
        DEFAULT,
        COLLATE,
        STORED,
        VIRTUAL
    }

    /**
     * The target of a foreign key.
     *
     * @param columns the referred columns; empty for the primary key of the referred table
     */
    record Reference(
            String table,
            List<String> columns,
            ReferentialAction onDelete,
            ReferentialAction onUpdate,
            boolean deferrable,
            boolean initiallyDeferred) {}

    /** Reads consecutive constraints, starting at the cursor. */
    static List<TableConstraint> read(TokenCursor cursor, @Nullable String column) {
        List<TableConstraint> clauses = new ArrayList<>();
        while (cursor.more()) {
            int start = cursor.start();
            @Nullable String name = null;
            while (cursor.accept("CONSTRAINT")) {
                name = cursor.more() ? cursor.next().value() : null;
            }
            @Nullable TableConstraint clause = clause(cursor, column, name, start);
            if (clause == null) {
                break;
            }
            clauses.add(clause);
        }
        return clauses;
    }

    private static @Nullable TableConstraint clause(
            TokenCursor cursor, @Nullable String column, @Nullable String name, int start) {
        List<String> ownColumn = column == null ? List.of() : List.of(column);
        @Nullable Reference reference = null;
        String sql = "";
        List<String> columns = ownColumn;
        Kind kind;
        if (cursor.accept("PRIMARY", "KEY")) {
            kind = Kind.PRIMARY_KEY;
            columns = column == null ? TokenCursor.names(cursor.parenthesised()) : ownColumn;
            sql = cursor.accept("DESC") ? "DESC" : "";
            cursor.accept("ASC");
            skipConflictClause(cursor);
            cursor.accept("AUTOINCREMENT");
        } else if (cursor.accept("UNIQUE")) {
            kind = Kind.UNIQUE;
            columns = column == null ? TokenCursor.names(cursor.parenthesised()) : ownColumn;
        } else if (cursor.accept("CHECK")) {
            kind = Kind.CHECK;
            columns = List.of();
            sql = text(cursor.parenthesised());
        } else if (cursor.accept("FOREIGN", "KEY")) {
            kind = Kind.FOREIGN_KEY;
            columns = TokenCursor.names(cursor.parenthesised());
            cursor.accept("REFERENCES");
            reference = reference(cursor);
        } else if (column != null && cursor.accept("REFERENCES")) {
            kind = Kind.FOREIGN_KEY;
            reference = reference(cursor);
        } else if (column != null && cursor.accept("NOT", "NULL")) {
            kind = Kind.NOT_NULL;
        } else if (column != null && cursor.accept("NULL")) {
            kind = Kind.NULL;
        } else if (column != null && cursor.accept("COLLATE")) {
            kind = Kind.COLLATE;
            sql = cursor.next().value();
        } else if (column != null && cursor.accept("DEFAULT")) {
            kind = Kind.DEFAULT;
            sql = defaultText(cursor);
        } else if (column != null && (cursor.accept("GENERATED", "ALWAYS", "AS") || cursor.accept("AS"))) {
            sql = text(cursor.parenthesised());
            kind = cursor.accept("STORED") ? Kind.STORED : Kind.VIRTUAL;
            cursor.accept("VIRTUAL");
        } else {
            return null;
        }
        skipConflictClause(cursor);
        return new TableConstraint(kind, name, columns, sql, reference, start, cursor.end());
    }

    private static void skipConflictClause(TokenCursor cursor) {
        if (cursor.accept("ON", "CONFLICT")) {
            cursor.next();
        }
    }

    private static String text(List<SqlToken> tokens) {
        return SqliteNormalization.of(tokens);
    }

    /** Reads a default, including its sign and parentheses. */
    private static String defaultText(TokenCursor cursor) {
        if (cursor.sees("(")) {
            return "(" + text(cursor.parenthesised()) + ")";
        }
        String sign = cursor.accept("-") ? "-" : "";
        cursor.accept("+");
        return sign + cursor.next().text();
    }

    private static Reference reference(TokenCursor cursor) {
        String table = cursor.next().value();
        List<String> columns = TokenCursor.names(cursor.parenthesised());
        ReferentialAction onDelete = ReferentialAction.NO_ACTION;
        ReferentialAction onUpdate = ReferentialAction.NO_ACTION;
        boolean deferrable = false;
        boolean deferred = false;
        while (cursor.more()) {
            if (cursor.accept("ON", "DELETE")) {
                onDelete = action(cursor);
            } else if (cursor.accept("ON", "UPDATE")) {
                onUpdate = action(cursor);
            } else if (cursor.accept("MATCH")) {
                cursor.next();
            } else if (cursor.sees("DEFERRABLE") || cursor.sees("NOT", "DEFERRABLE")) {
                deferrable = !cursor.accept("NOT");
                cursor.next();
                if (cursor.accept("INITIALLY")) {
                    deferred = cursor.next().is("DEFERRED") && deferrable;
                }
            } else {
                break;
            }
        }
        return new Reference(table, columns, onDelete, onUpdate, deferrable, deferred);
    }

    private static ReferentialAction action(TokenCursor cursor) {
        String word = cursor.next().text();
        if (word.equalsIgnoreCase("set") || word.equalsIgnoreCase("no")) {
            word += " " + cursor.next().text();
        }
        return ReferentialAction.of(word.toLowerCase(Locale.ROOT)).orElse(ReferentialAction.NO_ACTION);
    }
}
