package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A SET statement.
 *
 * @param assignments the assignments, in the order of the text
 */
public record SetStatement(List<Assignment> assignments) {
    private static final Set<String> SCOPES = Set.of("global", "session", "local", "persist", "persist_only");

    /**
     * One variable and its new value.
     *
     * @param name the name of the variable, in lower case and without its scope; {@code @name} for a variable of the user.
     *     If the assignment has no equals sign, the first word, as in {@code SET NAMES utf8}
     * @param isGlobal whether the value outlives the session
     * @param value the tokens of the value
     */
    public record Assignment(String name, boolean isGlobal, List<SqlToken> value) {
        /** Returns the first token of the value, in lower case and without quotes; empty if there is none. */
        public String firstValue() {
            return value.isEmpty() ? "" : value.get(0).value().toLowerCase(Locale.ROOT);
        }
    }

    public SetStatement {
        assignments = List.copyOf(assignments);
    }

    /** Reads a statement; null if it is no SET statement. */
    public static @Nullable SetStatement parse(String sql, SqlSyntax syntax) {
        List<SqlToken> tokens = SqlFragment.tokens(ExecutableComments.inline(sql, syntax), syntax);
        if (tokens.isEmpty() || !tokens.get(0).is("set")) {
            return null;
        }
        List<Assignment> assignments = new ArrayList<>();
        int start = 1;
        int depth = 0;
        for (int i = 1; i <= tokens.size(); i++) {
            boolean isEnd = i == tokens.size();
            depth += isEnd ? 0 : tokens.get(i).depthChange();
            if (isEnd || (depth == 0 && tokens.get(i).is(","))) {
                assignments.add(assignment(tokens.subList(start, i)));
                start = i + 1;
            }
        }
        return new SetStatement(assignments);
    }

    private static Assignment assignment(List<SqlToken> tokens) {
        int equals = 0;
        while (equals < tokens.size() && !isAssignment(tokens.get(equals))) {
            equals++;
        }
        boolean hasEquals = equals < tokens.size();
        int end = hasEquals ? equals : Math.min(1, tokens.size());
        StringBuilder name = new StringBuilder();
        boolean isGlobal = false;
        for (SqlToken token : tokens.subList(0, end)) {
            String word = token.value().toLowerCase(Locale.ROOT);
            isGlobal |= word.equals("global") || word.startsWith("persist");
            boolean isScope = SCOPES.contains(word) && tokens.size() > 1;
            boolean isDotAfterScope =
                    word.equals(".") && name.toString().replace("@", "").isEmpty();
            name.append(isScope || isDotAfterScope ? "" : word);
        }
        if (!hasEquals && name.isEmpty() && tokens.size() > 1) {
            return new Assignment(
                    tokens.get(1).value().toLowerCase(Locale.ROOT),
                    isGlobal,
                    List.copyOf(tokens.subList(2, tokens.size())));
        }
        int from = Math.min(end, tokens.size());
        while (from < tokens.size() && isAssignment(tokens.get(from))) {
            from++;
        }
        String plain = name.toString().startsWith("@@") ? name.substring(2) : name.toString();
        return new Assignment(plain, isGlobal, List.copyOf(tokens.subList(from, tokens.size())));
    }

    private static boolean isAssignment(SqlToken token) {
        return token.is("=") || token.is(":") || token.is(":=") || token.is("to");
    }

    /** Returns the last assignment to a variable, or null. */
    public @Nullable Assignment find(String name) {
        Assignment found = null;
        for (Assignment assignment : assignments) {
            found = assignment.name().equals(name) ? assignment : found;
        }
        return found;
    }
}
