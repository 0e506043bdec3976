package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Goes through one statement word by word, for whoever wants to know what it does and not whether it is right. */
public final class SqlCursor {
    /** What may stand between a verb and the name that it is about. */
    private static final Set<String> BEFORE_NAME = Set.of("if", "not", "exists", "only", "table", "concurrently");

    /** What follows the name of a column that keeps its type. */
    private static final Set<String> SAME_TYPE = Set.of(
            "set", "drop", "add", "rename", "restart", "reset", "selectivity", "comment", "check", "default", "to", "");

    /** What ends the type of a column, and its default. */
    private static final Set<String> BEHIND = Set.of(
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
    private int at;

    /** Begins at the first token of a statement. */
    public SqlCursor(String statement, SqlSyntax syntax) {
        for (SqlToken token : SqlFragment.tokens(statement, syntax)) {
            if (!token.is(";")) {
                tokens.add(token.text());
            }
        }
    }

    public boolean isAtEnd() {
        return at >= tokens.size();
    }

    /** The token here in lower case; empty behind the last. */
    public String word() {
        return word(0);
    }

    /** The one that many tokens further on. */
    public String word(int further) {
        return at + further < tokens.size() ? tokens.get(at + further).toLowerCase(Locale.ROOT) : "";
    }

    /** Goes on by one token, and gives the one that is there. */
    public String next() {
        at++;
        return word();
    }

    /** Goes past the words if they are what stands here. */
    public boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(i).equals(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    /** A name with dots in it as it was written, past what may stand in front of it. */
    public String name() {
        while (BEFORE_NAME.contains(word())) {
            at++;
        }
        StringBuilder name = new StringBuilder();
        while (!isAtEnd()) {
            name.append(tokens.get(at));
            if (!next().equals(".")) {
                break;
            }
            name.append('.');
            at++;
        }
        return name.toString();
    }

    /** What stands here up to one of the words, or a comma, outside parentheses; at least one token. */
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
            text.append(joined ? "" : " ").append(tokens.get(at));
            at++;
        }
        return text.toString();
    }

    /**
     * Goes to the new type of a column that is altered, from behind its name.
     *
     * @param always whether the clause has a type, whatever follows
     * @return false when the column keeps the type that it has
     */
    public boolean toType(boolean always) {
        return take("type") || take("set", "data", "type") || always || !SAME_TYPE.contains(word());
    }

    /** The type that stands here. */
    public String type() {
        return until(BEHIND);
    }

    /** The default of the column whose clause stands here; empty when it has none. */
    public String defaultValue() {
        if (!isAhead("default")) {
            return "";
        }
        while (!take("default")) {
            at++;
        }
        return until(BEHIND);
    }

    /** The parts of what stands here in parentheses, as they were written; none when nothing does. */
    public List<String> list() {
        List<String> parts = new ArrayList<>();
        if (!word().equals("(")) {
            return parts;
        }
        do {
            at++;
            parts.add(until(Set.of()));
        } while (word().equals(","));
        at++;
        return parts;
    }

    /** Goes past the next comma outside parentheses, or to the end. */
    public void toComma() {
        int depth = 0;
        while (!isAtEnd()) {
            String word = word();
            at++;
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth == 0 && word.equals(",")) {
                return;
            }
        }
    }

    /** Whether the words stand here or before the next comma outside parentheses. */
    public boolean isAhead(String... words) {
        int depth = 0;
        for (int i = 0; at + i < tokens.size(); i++) {
            String word = word(i);
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            if (depth < 0 || (depth == 0 && word.equals(","))) {
                return false;
            }
            boolean here = depth == 0;
            for (int j = 0; here && j < words.length; j++) {
                here = word(i + j).equals(words[j]);
            }
            if (here) {
                return true;
            }
        }
        return false;
    }
}
