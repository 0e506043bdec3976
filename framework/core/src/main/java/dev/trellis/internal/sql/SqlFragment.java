package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlLexer.Token;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL, such as an expression or the definition of a table, split into tokens. Quotes and comments that are not
 * closed end with the text.
 */
public final class SqlFragment {
    private final String text;
    private final List<SqlToken> tokens = new ArrayList<>();
    private final boolean terminated;

    private SqlFragment(String text, SqlSyntax syntax) {
        this.text = text;
        SqlLexer lexer = SqlLexer.ofFragment(text, syntax);
        for (Token token = lexer.next(); token != Token.END; token = lexer.next()) {
            tokens.add(new SqlToken(kind(token), lexer.token(), lexer.start(), lexer.end()));
        }
        this.terminated = lexer.isTerminated();
    }

    /** Splits a text into tokens. */
    public static SqlFragment of(String text, SqlSyntax syntax) {
        return new SqlFragment(text, syntax);
    }

    /** Splits a text into tokens, for callers that need nothing but the tokens. */
    public static List<SqlToken> tokens(String text, SqlSyntax syntax) {
        return new SqlFragment(text, syntax).tokens;
    }

    private static SqlToken.Kind kind(Token token) {
        return switch (token) {
            case WORD -> SqlToken.Kind.WORD;
            case NAME -> SqlToken.Kind.NAME;
            case STRING -> SqlToken.Kind.STRING;
            case NUMBER -> SqlToken.Kind.NUMBER;
            case SYMBOL, DELIMITER, END -> SqlToken.Kind.SYMBOL;
        };
    }

    /** Returns the tokens in the order of the text. */
    public List<SqlToken> tokens() {
        return tokens;
    }

    /** Returns whether every quote and comment is closed. */
    public boolean isTerminated() {
        return terminated;
    }

    /** Returns whether anything but white space lies between the tokens. */
    public boolean hasComments() {
        int end = 0;
        for (SqlToken token : tokens) {
            if (!text.substring(end, token.start()).isBlank()) {
                return true;
            }
            end = token.end();
        }
        return !text.substring(end).isBlank();
    }

    /**
     * Returns the tokens that may refer to a column: names and words equal to the column's name in any letter case. A
     * function or a collation of that name does not refer to the column. Text in string literals is not searched.
     */
    public List<SqlToken> references(String column) {
        List<SqlToken> references = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean name = token.kind() != SqlToken.Kind.STRING && token.kind() != SqlToken.Kind.SYMBOL;
            if (name && token.value().equalsIgnoreCase(column) && !isFunction(i) && !isCollation(i)) {
                references.add(token);
            }
        }
        return references;
    }

    /** Returns whether the text possibly refers to a column; {@link #references} explains how this is decided. */
    public boolean mentions(String column) {
        return !references(column).isEmpty();
    }

    private boolean isFunction(int index) {
        return index + 1 < tokens.size() && tokens.get(index + 1).is("(");
    }

    private boolean isCollation(int index) {
        return index > 0 && tokens.get(index - 1).is("collate");
    }

    /** Returns the tokens without the parentheses around all of them. */
    public static List<SqlToken> withoutParentheses(List<SqlToken> tokens) {
        List<SqlToken> inside = tokens;
        while (inside.size() > 2 && inside.get(0).is("(") && closing(inside, 0) == inside.size() - 1) {
            inside = inside.subList(1, inside.size() - 1);
        }
        return inside;
    }

    /**
     * Returns the index of the parenthesis that closes the opening parenthesis at {@code open}; the number of tokens when it
     * is not closed.
     */
    public static int closing(List<SqlToken> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).depthChange();
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }
}
