package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The effect of one statement on the state of its session, as far as the text shows it.
 *
 * @param names the objects that the statement leaves in the session: variables of the user with their {@code @}, temporary
 *     tables, prepared statements and cursors; {@link #SETTINGS} for settings. In lower case
 * @param ended the objects that the statement removes from the session
 * @param isRepeatable whether running the statement in a new session has the same effect there and no other
 * @param isUnknown whether the statement runs code that its text does not show
 * @param isInsert whether the statement inserts rows
 */
public record SessionEffect(
        List<String> names, List<String> ended, boolean isRepeatable, boolean isUnknown, boolean isInsert) {
    /** The name that stands for all settings of a session. */
    public static final String SETTINGS = "";

    private static final SessionEffect NONE = new SessionEffect(List.of(), List.of(), false, false, false);

    private static final Set<String> CHANGING_WORDS = Set.of(
            "current_timestamp",
            "current_date",
            "current_time",
            "localtime",
            "localtimestamp",
            "sysdate",
            "utc_timestamp",
            "utc_date",
            "utc_time",
            "last_insert_id",
            "identity");

    public SessionEffect {
        names = List.copyOf(names);
        ended = List.copyOf(ended);
    }

    /** Reads a statement. */
    public static SessionEffect of(String sql, SqlSyntax syntax) {
        String executed = ExecutableComments.inline(sql, syntax);
        List<SqlToken> tokens = SqlFragment.tokens(executed, syntax);
        String first = tokens.isEmpty() ? "" : tokens.get(0).text().toLowerCase(Locale.ROOT);
        return switch (first) {
            case "set" -> set(executed, tokens, syntax);
            case "use", "reset", "discard", "listen", "unlisten" -> repeatable(SETTINGS);
            case "lock", "unlock" -> syntax.has(Feature.EXECUTABLE_COMMENTS) ? repeatable(SETTINGS) : NONE;
            case "prepare", "declare", "handler" -> lost(name(tokens, 1));
            case "deallocate", "drop", "close" -> ended(tokens);
            case "create" -> create(tokens);
            case "call", "do", "execute", "exec", "begin", "if", "case", "loop", "while", "repeat", "for" ->
                new SessionEffect(List.of(), List.of(), false, true, false);
            case "select", "insert", "update", "delete", "replace", "merge", "with", "values", "table", "load" ->
                rows(first, tokens);
            default -> NONE;
        };
    }

    private static SessionEffect repeatable(String name) {
        return new SessionEffect(List.of(name), List.of(), true, false, false);
    }

    private static SessionEffect lost(String name) {
        return new SessionEffect(List.of(name), List.of(), false, false, false);
    }

    /** Returns the effect of {@code DEALLOCATE PREPARE p} or {@code DROP TEMPORARY TABLE t}, whose last word is the name. */
    private static SessionEffect ended(List<SqlToken> tokens) {
        return new SessionEffect(List.of(), List.of(name(tokens, tokens.size() - 1)), false, false, false);
    }

    private static String name(List<SqlToken> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).value().toLowerCase(Locale.ROOT) : "";
    }

    private static SessionEffect set(String sql, List<SqlToken> tokens, SqlSyntax syntax) {
        String second = name(tokens, 1);
        boolean isLocal = second.equals("local") && !syntax.has(Feature.EXECUTABLE_COMMENTS);
        boolean isStatement = second.equals("statement") && syntax.has(Feature.EXECUTABLE_COMMENTS);
        SetStatement set = SetStatement.parse(sql, syntax);
        if (set == null
                || isLocal
                || isStatement
                || Set.of("transaction", "constraints", "password").contains(second)) {
            return NONE;
        }
        List<String> names = new ArrayList<>();
        boolean isRepeatable = true;
        for (SetStatement.Assignment assignment : set.assignments()) {
            if (!assignment.isGlobal()) {
                boolean isVariable = assignment.name().startsWith("@");
                names.add(isVariable ? assignment.name() : SETTINGS);
                isRepeatable &= isConstant(assignment.value(), isVariable);
            }
        }
        return names.isEmpty() ? NONE : new SessionEffect(names, List.of(), isRepeatable, false, false);
    }

    /**
     * Returns whether a value is the same in a new session. A function of a setting counts as the same: {@code
     * REPLACE(@@sql_mode, ...)}.
     */
    private static boolean isConstant(List<SqlToken> value, boolean isVariable) {
        return value.stream()
                .noneMatch(token -> token.is("from")
                        || (isVariable && token.is("("))
                        || (token.kind() == SqlToken.Kind.WORD
                                && CHANGING_WORDS.contains(token.text().toLowerCase(Locale.ROOT))));
    }

    private static SessionEffect create(List<SqlToken> tokens) {
        boolean isTemporary = false;
        for (int i = 1; i < Math.min(tokens.size(), 12); i++) {
            SqlToken token = tokens.get(i);
            isTemporary |= token.is("temporary") || token.is("temp");
            if (isTemporary && (token.is("table") || token.is("view") || token.is("sequence"))) {
                int name = i + 1;
                while (Set.of("if", "not", "exists").contains(name(tokens, name))) {
                    name++;
                }
                boolean isQualified = name(tokens, name + 1).equals(".");
                return lost(name(tokens, isQualified ? name + 2 : name));
            }
        }
        return NONE;
    }

    private static SessionEffect rows(String first, List<SqlToken> tokens) {
        List<String> names = new ArrayList<>();
        boolean isSetting = false;
        boolean isConstant = first.equals("select");
        for (int i = 1; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean isVariable =
                    tokens.get(i - 1).is("@") && !(i > 1 && tokens.get(i - 2).is("@"));
            if (isVariable && isAssigned(tokens, i)) {
                names.add("@" + name(tokens, i));
            }
            isSetting |= token.is("set_config");
            isConstant &= !token.is("from") && !token.is("||");
            if (token.is("into") && name(tokens, i + 1).startsWith("temp")) {
                names.add(name(tokens, name(tokens, i + 2).equals("table") ? i + 3 : i + 2));
            }
        }
        if (isSetting) {
            boolean isLocal = tokens.size() > 1 && tokens.get(tokens.size() - 2).is("true");
            return isLocal ? NONE : new SessionEffect(List.of(SETTINGS), List.of(), isConstant, false, false);
        }
        boolean isInsert = first.equals("insert")
                || first.equals("replace")
                || first.equals("load")
                || (first.equals("with") && tokens.stream().anyMatch(token -> token.is("insert")));
        return new SessionEffect(names, List.of(), false, false, isInsert);
    }

    /** Returns whether the variable at an index is assigned: {@code @a := 1}, {@code INTO @a, @b}, H2's {@code SET(@a, 1)}. */
    private static boolean isAssigned(List<SqlToken> tokens, int index) {
        boolean isBeforeAssignment = name(tokens, index + 1).equals(":=")
                || (name(tokens, index + 1).equals(":")
                        && name(tokens, index + 2).equals("="));
        if (isBeforeAssignment
                || (index > 2
                        && tokens.get(index - 2).is("(")
                        && tokens.get(index - 3).is("set"))) {
            return true;
        }
        int i = index - 2;
        while (i > 1 && tokens.get(i).is(",")) {
            i -= 3;
        }
        return i >= 0 && tokens.get(i).is("into");
    }
}
