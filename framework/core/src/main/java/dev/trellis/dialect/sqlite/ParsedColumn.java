package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import dev.trellis.internal.sql.SqlToken;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column definition, parsed from the text of a CREATE TABLE. Each change replaces only the affected part of the text, so
 * that comments and everything that Trellis does not model survive.
 *
 * @param text the definition, including comments
 * @param name the name without quotes
 * @param type the normalized type; empty when the column has none
 * @param typeStart offset of the type in the text, or of the place where a type would be inserted
 * @param typeEnd offset after the type
 * @param clauses the constraints and other clauses, in their order
 */
record ParsedColumn(String text, String name, String type, int typeStart, int typeEnd, List<TableConstraint> clauses) {

    static ParsedColumn of(String text) {
        return of(text, SqliteTokens.of(text), 0);
    }

    /**
     * Parses a definition that is part of a longer text.
     *
     * @param tokens the tokens of the definition
     * @param base offset of the definition in the text that the tokens were read from
     */
    static ParsedColumn of(String text, List<SqlToken> tokens, int base) {
        TokenCursor cursor = new TokenCursor(tokens, base);
        String name = cursor.next().value();
        int start = cursor.end();
        int end = start;
        while (cursor.more() && !startsClause(cursor)) {
            if (start == end) {
                start = cursor.start();
            }
            if (cursor.sees("(")) {
                cursor.parenthesised();
            } else {
                cursor.next();
            }
            end = cursor.end();
        }
        String type = SqliteNormalization.of(tokens.subList(1, cursor.passed()));
        return new ParsedColumn(text, name, type, start, end, TableConstraint.read(cursor, name));
    }

    private static boolean startsClause(TokenCursor cursor) {
        if (cursor.peek().kind() != SqlToken.Kind.WORD
                || !SqliteKeywords.contains(cursor.peek().text())) {
            return false;
        }
        return cursor.sees("CONSTRAINT")
                || cursor.sees("PRIMARY")
                || cursor.sees("NOT")
                || cursor.sees("NULL")
                || cursor.sees("UNIQUE")
                || cursor.sees("CHECK")
                || cursor.sees("DEFAULT")
                || cursor.sees("COLLATE")
                || cursor.sees("REFERENCES")
                || cursor.sees("GENERATED", "ALWAYS", "AS")
                || cursor.sees("AS");
    }

    boolean isNamed(String wanted) {
        return name.equals(wanted)
                || (name.length() == wanted.length() && SqliteTokens.fold(name).equals(SqliteTokens.fold(wanted)));
    }

    Optional<TableConstraint> clause(Kind kind) {
        for (TableConstraint clause : clauses) {
            if (clause.kind() == kind) {
                return Optional.of(clause);
            }
        }
        return Optional.empty();
    }

    boolean has(Kind kind) {
        return clause(kind).isPresent();
    }

    boolean isComputed() {
        return has(Kind.STORED) || has(Kind.VIRTUAL);
    }

    ParsedColumn withType(String sql) {
        String space = typeStart == typeEnd ? " " : "";
        return of(text.substring(0, typeStart) + space + sql + text.substring(typeEnd));
    }

    ParsedColumn withNotNull(boolean wanted) {
        ParsedColumn column = without(Kind.NULL);
        if (!wanted) {
            return column.without(Kind.NOT_NULL);
        }
        return column.has(Kind.NOT_NULL)
                ? column
                : column.insert(EnumSet.of(Kind.COLLATE, Kind.DEFAULT, Kind.STORED, Kind.VIRTUAL), "NOT NULL");
    }

    /**
     * Returns the column with another default.
     *
     * @param sql the SQL after the keyword DEFAULT; null for no default
     */
    ParsedColumn withDefault(@Nullable String sql) {
        ParsedColumn column = without(Kind.DEFAULT);
        return sql == null ? column : column.insert(EnumSet.of(Kind.COLLATE), "DEFAULT " + sql);
    }

    /**
     * Returns the column with another collation.
     *
     * @param name the collation, quoted where necessary; null for SQLite's default
     */
    ParsedColumn withCollation(@Nullable String name) {
        ParsedColumn column = without(Kind.COLLATE);
        return name == null ? column : column.insert(Set.of(), "COLLATE " + name);
    }

    private ParsedColumn insert(Set<Kind> after, String piece) {
        int offset = clauses.stream()
                .filter(clause -> after.contains(clause.kind()))
                .mapToInt(TableConstraint::end)
                .reduce(typeEnd, Math::max);
        return of(text.substring(0, offset) + " " + piece + text.substring(offset));
    }

    ParsedColumn without(Kind kind) {
        ParsedColumn column = this;
        for (Optional<TableConstraint> clause = clause(kind); clause.isPresent(); clause = column.clause(kind)) {
            column = column.without(clause.get());
        }
        return column;
    }

    ParsedColumn without(TableConstraint clause) {
        int start = clause.start();
        while (start > 0 && text.charAt(start - 1) == ' ') {
            start--;
        }
        return of(text.substring(0, start) + text.substring(clause.end()));
    }
}
