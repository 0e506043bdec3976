package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** A place in a row of tokens that moves on. */
final class TokenCursor {
    private final List<SqlToken> tokens;
    private final int base;
    private int at;

    TokenCursor(List<SqlToken> tokens) {
        this(tokens, 0);
    }

    /** @param base offset from which offsets are counted */
    TokenCursor(List<SqlToken> tokens, int base) {
        this.tokens = tokens;
        this.base = base;
    }

    boolean more() {
        return at < tokens.size();
    }

    SqlToken peek() {
        return tokens.get(at);
    }

    /** Where the next token begins; behind the last one, where that ends. */
    int start() {
        return more() ? peek().start() - base : end();
    }

    /** Where the token ends that was passed last. */
    int end() {
        return at == 0 ? 0 : tokens.get(at - 1).end() - base;
    }

    SqlToken next() {
        return tokens.get(at++);
    }

    boolean sees(String... words) {
        if (at + words.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (!tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** How many tokens have been passed. */
    int passed() {
        return at;
    }

    /** Passes these words when they come next. */
    boolean accept(String... words) {
        if (!sees(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    /** Passes a parenthesis and what belongs to it; returns the tokens inside. Empty where none comes next. */
    List<SqlToken> parenthesised() {
        if (!sees("(")) {
            return List.of();
        }
        int from = at + 1;
        int depth = 0;
        while (more()) {
            SqlToken token = next();
            depth += token.depthChange();
            if (depth == 0) {
                return tokens.subList(from, at - 1);
            }
        }
        return tokens.subList(from, tokens.size());
    }

    /** The tokens between the commas that stand in no parenthesis. */
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

    /** The first word of each piece: the columns of a key, whatever order or collation is said of them. */
    static List<String> names(List<SqlToken> tokens) {
        return pieces(tokens).stream().map(piece -> piece.get(0).value()).toList();
    }
}
