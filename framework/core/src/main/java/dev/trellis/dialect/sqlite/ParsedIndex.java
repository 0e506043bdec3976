package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed CREATE INDEX.
 *
 * @param sql the whole statement
 * @param parts the indexed columns and expressions, in their order
 * @param where the condition of a partial index; null for an index over all rows
 */
record ParsedIndex(
        String name,
        String sql,
        boolean unique,
        List<Part> parts,
        @Nullable String where) {

    /**
     * An indexed column or expression.
     *
     * @param column the name of the column; null for an expression
     * @param sql the normalized SQL of the expression or column
     */
    record Part(@Nullable String column, String sql, boolean descending) {}

    static ParsedIndex of(String name, String sql) {
        TokenCursor cursor = new TokenCursor(SqliteTokens.of(sql));
        cursor.accept("CREATE");
        boolean unique = cursor.accept("UNIQUE");
        while (cursor.more() && !cursor.sees("(")) {
            cursor.next();
        }
        List<Part> parts = TokenCursor.pieces(cursor.parenthesised()).stream()
                .map(ParsedIndex::part)
                .toList();
        @Nullable String where = null;
        if (cursor.accept("WHERE")) {
            List<SqlToken> condition = new ArrayList<>();
            while (cursor.more()) {
                condition.add(cursor.next());
            }
            where = SqliteNormalization.of(condition);
        }
        return new ParsedIndex(name, sql, unique, parts, where);
    }

    private static Part part(List<SqlToken> piece) {
        SqlToken last = piece.get(piece.size() - 1);
        boolean descending = last.is("DESC");
        boolean ordered = piece.size() > 1 && (descending || last.is("ASC"));
        List<SqlToken> tokens = SqlFragment.withoutParentheses(ordered ? piece.subList(0, piece.size() - 1) : piece);
        boolean column = tokens.size() == 1 && SqliteTokens.isName(tokens.get(0));
        return new Part(column ? tokens.get(0).value() : null, SqliteNormalization.of(tokens), descending && ordered);
    }
}
