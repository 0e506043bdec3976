package dev.trellis.internal.sql;

import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlSyntax.Feature;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SQL of an author that Trellis inserts into a statement of its own. It must be exactly one expression, type, operator class
 * or final clause: otherwise it could end the statement, or add a clause to it. Trellis refuses a text that a database might split
 * into tokens in another way than {@link SqlLexer} does.
 */
public final class EmbeddedSql {
    /** The required form of a text. */
    public enum Form {
        EXPRESSION("an expression"),
        TYPE("a type"),
        OPERATOR_CLASS("an operator class"),
        /** The end of a statement, which may contain commas outside of parentheses. */
        CLAUSE("a clause");

        private final String words;

        Form(String words) {
            this.words = words;
        }

        /** Returns the form with an indefinite article. */
        public String words() {
            return words;
        }
    }

    /** The words that begin another clause of a column definition. */
    private static final Set<String> CLAUSES = Set.of(
            "after",
            "as",
            "auto_increment",
            "autoincrement",
            "check",
            "column_format",
            "comment",
            "compression",
            "constraint",
            "default",
            "deferrable",
            "first",
            "foreign",
            "generated",
            "identity",
            "initially",
            "invisible",
            "key",
            "not",
            "null",
            "on",
            "primary",
            "references",
            "selectivity",
            "storage",
            "unique",
            "using",
            "visible");

    private final List<SqlToken> tokens;
    private final SqlSyntax syntax;
    private int depth;

    private EmbeddedSql(List<SqlToken> tokens, SqlSyntax syntax) {
        this.tokens = tokens;
        this.syntax = syntax;
    }

    /**
     * Returns the reason why a text does not have the form.
     *
     * @return a clause that begins with "it"; null if the text can be inserted
     */
    public static @Nullable String problem(String sql, Form form, SqlSyntax syntax) {
        if ((form == Form.TYPE || form == Form.OPERATOR_CLASS) && isWord(sql)) {
            return form == Form.TYPE && CLAUSES.contains(sql.toLowerCase(Locale.ROOT)) ? startsClause(sql) : null;
        }
        String control = controlCharacter(sql);
        if (control != null) {
            return control;
        }
        String text = form == Form.EXPRESSION || form == Form.CLAUSE ? SqlComments.without(sql, syntax) : sql;
        SqlFragment fragment = SqlFragment.of(text, syntax);
        if (!fragment.isTerminated()) {
            return "a quote or a comment in it is never closed";
        }
        if (fragment.hasComments()) {
            return "it contains a comment";
        }
        if (fragment.tokens().isEmpty()) {
            return "it is empty";
        }
        return new EmbeddedSql(fragment.tokens(), syntax).problem(form);
    }

    private static boolean isWord(String sql) {
        return !sql.isEmpty()
                && sql.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_');
    }

    /**
     * Returns the problem of a text with a control character; null if it has none. MySQL, for example, begins a comment at
     * dashes before any control character.
     */
    private static @Nullable String controlCharacter(String sql) {
        boolean found = sql.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
        return found ? "it contains a control character" : null;
    }

    private @Nullable String problem(Form form) {
        for (int i = 0; i < tokens.size(); i++) {
            String problem = structure(i, form);
            if (problem == null) {
                problem = switch (form) {
                    case EXPRESSION, CLAUSE -> null;
                    case TYPE -> inType(tokens.get(i));
                    case OPERATOR_CLASS -> inOperatorClass(i);
                };
            }
            if (problem != null) {
                return problem;
            }
        }
        return depth == 0 ? null : "a parenthesis in it is never closed";
    }

    /** Checks the rule for all forms: no token may end the enclosing parenthesis, clause or statement. */
    private @Nullable String structure(int index, Form form) {
        SqlToken token = tokens.get(index);
        depth += token.depthChange() + bracket(token);
        if (depth < 0) {
            return "it closes a parenthesis that it does not open";
        }
        if (token.is(";")) {
            return "it contains ';'";
        }
        if (token.is(",") && depth == 0 && form != Form.CLAUSE) {
            return "it contains ',' outside of parentheses";
        }
        if (token.is("\\") || isAmbiguous(index)) {
            return "databases read '" + token.text() + "' in different ways";
        }
        return null;
    }

    private static int bracket(SqlToken token) {
        return token.is("[") ? 1 : token.is("]") ? -1 : 0;
    }

    /** Returns whether versions or settings of a database decide where the token ends. */
    private boolean isAmbiguous(int index) {
        SqlToken token = tokens.get(index);
        SqlToken following = index + 1 < tokens.size() ? tokens.get(index + 1) : token;
        boolean adjoins = following.start() == token.end();
        return switch (token.kind()) {
            // 1e'...' is a number and a string, or a number and a string with escapes.
            case NUMBER ->
                adjoins && (following.kind() == Kind.STRING || following.text().startsWith("$"));
            // H2 reads $$ as a quote only after a blank. A placeholder has no value in DDL.
            case STRING -> token.text().startsWith("$") && !syntax.has(Feature.TAGGED_DOLLAR_QUOTES);
            case WORD -> token.text().startsWith("$") && syntax.has(Feature.TAGGED_DOLLAR_QUOTES);
            // An executable comment of MySQL, which only some versions execute.
            case SYMBOL -> token.is("/") && adjoins && following.is("*");
            case NAME -> false;
        };
    }

    private @Nullable String inType(SqlToken token) {
        if (token.kind() == Kind.WORD
                && depth == 0
                && CLAUSES.contains(token.text().toLowerCase(Locale.ROOT))) {
            return startsClause(token.text());
        }
        boolean isAllowed = switch (token.kind()) {
            case WORD, NAME, NUMBER -> true;
            case STRING -> depth > 0;
            case SYMBOL -> ".,()[]".contains(token.text()) || (depth > 0 && "+-".contains(token.text()));
        };
        return isAllowed ? null : "it contains " + token.text();
    }

    private static String startsClause(String word) {
        return "'" + word + "' starts another clause";
    }

    /**
     * Returns the problem of a token in an operator class; null if it is allowed. An operator class is a name, perhaps with
     * its schema, and perhaps with parameters in parentheses.
     */
    private @Nullable String inOperatorClass(int index) {
        SqlToken token = tokens.get(index);
        boolean isName = token.kind() == Kind.WORD || token.kind() == Kind.NAME;
        boolean inParentheses = depth > 0 || token.is(")");
        boolean followsName = index > 0 && !tokens.get(index - 1).is(".");
        boolean isAllowed = inParentheses ? index > 0 : isName ? !followsName : token.is(".") && followsName;
        return isAllowed ? null : "it contains " + token.text();
    }
}
