package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the statement that another one runs: {@code SET STATEMENT ... FOR ALTER TABLE t ...}, {@code PREPARE p FROM 'ALTER
 * TABLE t ...'}, {@code EXECUTE IMMEDIATE 'ALTER TABLE t ...'}, or a statement in a block or a routine.
 */
final class InnerStatement {
    private static final Set<String> DEFINING = Set.of("alter", "create", "drop", "rename", "truncate");

    /** Words after which a statement of a block begins. */
    private static final Set<String> BEFORE_STATEMENT =
            Set.of("begin", "atomic", "then", "else", "do", "loop", "repeat", ":", ";");

    /** The letters that, after a backslash, stand for a control character that separates words. */
    private static final String BLANK_ESCAPES = "nrtbZ0";

    private InnerStatement() {}

    /** Returns the statement that another one runs if its text contains it; otherwise the statement itself. */
    static String of(String sql, SqlSyntax syntax) {
        String statement = ExecutableComments.inline(sql, syntax);
        while (true) {
            String inner = unwrap(statement, syntax);
            if (inner.length() >= statement.length()) {
                return statement;
            }
            statement = inner;
        }
    }

    private static String unwrap(String sql, SqlSyntax syntax) {
        if (!mayWrap(sql)) {
            return sql;
        }
        List<SqlToken> tokens = SqlFragment.tokens(sql, syntax);
        String first = word(tokens, 0);
        String second = word(tokens, 1);
        if (first.equals("set") && second.equals("statement") && syntax.has(Feature.EXECUTABLE_COMMENTS)) {
            int depth = 0;
            for (int i = 2; i < tokens.size() - 1; i++) {
                depth += tokens.get(i).depthChange();
                if (depth == 0 && tokens.get(i).is("for")) {
                    return sql.substring(tokens.get(i).end());
                }
            }
        } else if (first.equals("execute") && second.equals("immediate")) {
            return literal(sql, tokens.subList(2, tokens.size()), syntax);
        } else if (first.equals("prepare") && word(tokens, 2).equals("from")) {
            return literal(sql, tokens.subList(3, tokens.size()), syntax);
        }
        return sql;
    }

    private static boolean mayWrap(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = Character.toLowerCase(sql.charAt(i));
            if (c == 's' || c == 'e' || c == 'p' || c == '-' || c == '/' || c == '#') {
                return true;
            }
            if (c > ' ') {
                return false;
            }
        }
        return false;
    }

    /**
     * Returns the combined text of the strings that the tokens begin with, up to a semicolon or the end; the statement
     * itself if there is no string or if anything else follows the strings.
     */
    private static String literal(String sql, List<SqlToken> tokens, SqlSyntax syntax) {
        StringBuilder text = new StringBuilder();
        for (SqlToken token : tokens) {
            if (token.kind() != SqlToken.Kind.STRING) {
                return token.is(";") && text.length() > 0 ? text.toString() : sql;
            }
            String value = token.value();
            text.append(syntax.has(Feature.BACKSLASH_ESCAPES) ? unescape(value) : value);
        }
        return text.length() == 0 ? sql : text.toString();
    }

    private static String unescape(String value) {
        if (value.indexOf('\\') < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        boolean isEscaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isEscaped) {
                text.append(BLANK_ESCAPES.indexOf(c) < 0 ? c : ' ');
                isEscaped = false;
            } else if (c == '\\') {
                isEscaped = true;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Returns the DDL statements that begin inside a block, or in the body of a routine, each with the text after it. */
    static List<String> nested(String sql, SqlSyntax syntax) {
        List<String> nested = new ArrayList<>();
        String executed = ExecutableComments.inline(sql, syntax);
        List<SqlToken> tokens = SqlFragment.tokens(executed, syntax);
        for (int i = 1; i < tokens.size(); i++) {
            // The body of a procedure without BEGIN follows its list of parameters.
            boolean isAfterParameters =
                    tokens.get(i - 1).is(")") && word(tokens, 0).equals("create");
            if (isBody(tokens, i, syntax)) {
                // The colon stands for the beginning of the body, where
                // a statement may begin, as in a routine of MySQL.
                nested.addAll(nested(": " + tokens.get(i).value(), syntax));
            }
            if (DEFINING.contains(word(tokens, i))
                    && (isAfterParameters || BEFORE_STATEMENT.contains(word(tokens, i - 1)))) {
                nested.add(executed.substring(tokens.get(i).start()));
            }
        }
        return nested;
    }

    /** Returns whether a token is the body of a block or a routine in dollar quotes or quotes: {@code DO $$ ... $$}. */
    private static boolean isBody(List<SqlToken> tokens, int index, SqlSyntax syntax) {
        return syntax.has(Feature.TAGGED_DOLLAR_QUOTES)
                && tokens.get(index).kind() == SqlToken.Kind.STRING
                && (word(tokens, 0).equals("do") || tokens.get(index - 1).is("as"));
    }

    private static String word(List<SqlToken> tokens, int index) {
        return index < tokens.size() ? tokens.get(index).text().toLowerCase(Locale.ROOT) : "";
    }
}
