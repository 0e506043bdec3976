package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one statement token by token to find out the effect of the statement. It does not check the statement. */
public final class SqlCursor {
    /** Keywords that may precede a name. */
    private static final Set<String> BEFORE_NAME = Set.of("if", "not", "exists", "only", "table", "concurrently");

    /** Tokens that follow the name of a column whose type does not change. */
    private static final Set<String> SAME_TYPE = Set.of(
            "set", "drop", "add", "rename", "restart", "reset", "selectivity", "comment", "check", "default", "to", "");

    /** Keywords that end the type or default of a column. */
    private static final Set<String> AFTER_TYPE = Set.of(
            "using",
            "collate",
            "not",
            "null",
            "default",
            "comment",
            "check",
            "constraint",
            "references",
            "primary",
            "unique",
            "auto_increment",
            "generated",
            "identity",
            "as",
            "after",
            "first",
            "character");

    private final List<String> tokens = new ArrayList<>();
    private int index;

    /** Creates a cursor at the first token of a statement. */
    public SqlCursor(String statement, SqlSyntax syntax) {
        for (SqlToken token : SqlFragment.tokens(statement, syntax)) {
            if (!token.is(";")) {
                tokens.add(token.text());
            }
        }
    }

    /** Returns whether all tokens have been read. */
    public boolean isAtEnd() {
        return index >= tokens.size();
    }

    /** Returns the current token in lower case; empty at the end. */
    public String word() {
        return word(0);
    }

    /** Returns the token at an offset from the current one, in lower case; empty at the end. */
    public String word(int offset) {
        return index + offset < tokens.size() ? tokens.get(index + offset).toLowerCase(Locale.ROOT) : "";
    }

    /** Moves to the next token and returns it in lower case. */
    public String next() {
        index++;
        return word();
    }

    /** Skips the words if they are the next tokens, and returns whether it has skipped them. */
    public boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(i).equals(words[i])) {
                return false;
            }
        }
        index += words.length;
        return true;
    }

    /** Reads a qualified name as written, after the keywords that may precede it. */
    public String name() {
        while (BEFORE_NAME.contains(word())) {
            index++;
        }
        StringBuilder name = new StringBuilder();
        while (!isAtEnd()) {
            name.append(tokens.get(index));
            if (!next().equals(".")) {
                break;
            }
            name.append('.');
            index++;
        }
        return name.toString();
    }

    /** Reads at least one token, up to one of the words, a comma or a closing parenthesis. Nested parentheses are read whole. */
    public String until(Set<String> words) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (!isAtEnd()
                && (depth > 0
                        || text.isEmpty()
                        || !(words.contains(word()) || Set.of(",", ")").contains(word())))) {
            depth += word().equals("(") ? 1 : word().equals(")") ? -1 : 0;
            boolean joined = text.isEmpty()
                    || Set.of("(", ")", ",", ".").contains(word())
                    || text.toString().endsWith("(")
                    || text.toString().endsWith(",")
                    || text.toString().endsWith(".");
            text.append(joined ? "" : " ").append(tokens.get(index));
            index++;
        }
        return text.toString();
    }

    /**
     * Moves from the end of an altered column's name to the column's new type.
     *
     * @param always whether the clause always has a type
     * @return false when the column keeps its type
     */
    public boolean toType(boolean always) {
        return take("type") || take("set", "data", "type") || always || !SAME_TYPE.contains(word());
    }

    /** Reads a type. */
    public String type() {
        return until(AFTER_TYPE);
    }

    /** Reads the default of a column definition; empty when the definition has none. */
    public String defaultValue() {
        if (!isAhead("default")) {
            return "";
        }
        while (!take("default")) {
            index++;
        }
        return until(AFTER_TYPE);
    }

    /** Reads a list in parentheses, its items as written; empty when no parenthesis comes next. */
    public List<String> list() {
        List<String> parts = new ArrayList<>();
        if (!word().equals("(")) {
            return parts;
        }
        do {
            index++;
            parts.add(until(Set.of()));
        } while (word().equals(","));
        index++;
        return parts;
    }

    /** Moves past the next comma outside parentheses, or to the end. */
    public void toComma() {
        int depth = 0;
        while (!isAtEnd()) {
            String word = word();
            index++;
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && word.equals(",")) {
                return;
            }
        }
    }

    /** Returns whether the words come before the next comma outside parentheses. */
    public boolean isAhead(String... words) {
        int depth = 0;
        for (int i = 0; index + i < tokens.size(); i++) {
            String word = word(i);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && word.equals(","))) {
                return false;
            }
            boolean matches = depth == 0;
            for (int j = 0; matches && j < words.length; j++) {
                matches = word(i + j).equals(words[j]);
            }
            if (matches) {
                return true;
            }
        }
        return false;
    }
}
