package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** A position in a list of tokens, for parsing. */
final class TokenCursor {
    private final List<SqlToken> tokens;
    private final int base;
    private int index;
    private int nameStart;

    TokenCursor(List<SqlToken> tokens) {
        this(tokens, 0);
    }

    /**
     * Creates a cursor at the first token.
     *
     * @param base the offset in the text that counts as 0
     */
    TokenCursor(List<SqlToken> tokens, int base) {
        this.tokens = tokens;
        this.base = base;
    }

    boolean more() {
        return index < tokens.size();
    }

    SqlToken peek() {
        return tokens.get(index);
    }

    /** Returns the offset of the next token; after the last token, the offset of its end. */
    int start() {
        return more() ? peek().start() - base : end();
    }

    /** Returns the offset of the end of the previous token; 0 at the start. */
    int end() {
        return index == 0 ? 0 : tokens.get(index - 1).end() - base;
    }

    SqlToken next() {
        return tokens.get(index++);
    }

    boolean sees(String... words) {
        if (index + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(index + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of tokens before the cursor. */
    int passed() {
        return index;
    }

    /** Moves past these words if they are the next tokens; returns whether they are. */
    boolean accept(String... words) {
        if (!sees(words)) {
            return false;
        }
        index += words.length;
        return true;
    }

    /** Moves past a name with an optional schema in front, and returns the name without the schema and quotes. */
    String name() {
        nameStart = start();
        String name = more() ? next().value() : "";
        if (accept(".") && more()) {
            nameStart = start();
            name = next().value();
        }
        return name;
    }

    /** Returns the offset of the name that {@link #name} has read. */
    int nameStart() {
        return nameStart;
    }

    /** Moves past a parenthesis up to its end and returns the tokens inside; empty if the next token is no parenthesis. */
    List<SqlToken> parenthesised() {
        if (!sees("(")) {
            return List.of();
        }
        int from = index + 1;
        int depth = 0;
        while (more()) {
            SqlToken token = next();
            depth += token.depthChange();
            if (depth == 0) {
                return tokens.subList(from, index - 1);
            }
        }
        return tokens.subList(from, tokens.size());
    }

    /** Splits tokens at the commas outside parentheses. */
    static List<List<SqlToken>> pieces(List<SqlToken> tokens) {
        List<List<SqlToken>> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            depth += token.depthChange();
            if (depth == 0 && token.is(",")) {
                pieces.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        if (from < tokens.size()) {
            pieces.add(tokens.subList(from, tokens.size()));
        }
        return pieces;
    }

    /** Returns the first token of each piece: the columns of a key without order and collation. */
    static List<String> names(List<SqlToken> tokens) {
        return pieces(tokens).stream().map(piece -> piece.get(0).value()).toList();
    }
}
