package dev.trellis.adopt.alembic;

import dev.trellis.adopt.alembic.PythonToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of an expression that consists of strings, {@code None}, tuples, lists and sets. Alembic treats them alike: as a
 * collection of strings.
 */
final class PythonLiteral {
    private static final int MAX_DEPTH = 20;

    private final List<PythonToken> tokens;
    private final List<String> strings = new ArrayList<>();
    private int position;

    private PythonLiteral(List<PythonToken> tokens) {
        this.tokens = tokens;
    }

    /** Returns the strings; empty if the expression contains anything else. */
    static Optional<List<String>> strings(List<PythonToken> expression) {
        PythonLiteral literal = new PythonLiteral(expression);
        boolean isLiteral = !expression.isEmpty() && literal.values(0) && literal.position == expression.size();
        return isLiteral ? Optional.of(List.copyOf(literal.strings)) : Optional.empty();
    }

    /** Reads values with commas between them; returns false if the tokens are not such a list. */
    private boolean values(int depth) {
        while (position < tokens.size() && !isClosing()) {
            if (!value(depth)) {
                return false;
            }
            if (position < tokens.size() && !isClosing()) {
                if (!tokens.get(position).is(",")) {
                    return false;
                }
                position++;
            }
        }
        return true;
    }

    private boolean isClosing() {
        PythonToken token = tokens.get(position);
        return token.is(")") || token.is("]") || token.is("}");
    }

    private boolean value(int depth) {
        PythonToken token = tokens.get(position);
        if (token.isName("None")) {
            position++;
            return true;
        }
        if (token.kind() == Kind.STRING) {
            StringBuilder text = new StringBuilder();
            while (position < tokens.size() && tokens.get(position).kind() == Kind.STRING) {
                text.append(tokens.get(position).text());
                position++;
            }
            strings.add(text.toString());
            return true;
        }
        String closing = token.is("(") ? ")" : token.is("[") ? "]" : token.is("{") ? "}" : "";
        if (closing.isEmpty() || depth == MAX_DEPTH) {
            return false;
        }
        position++;
        boolean isRead = values(depth + 1)
                && position < tokens.size()
                && tokens.get(position).is(closing);
        position++;
        return isRead;
    }
}
