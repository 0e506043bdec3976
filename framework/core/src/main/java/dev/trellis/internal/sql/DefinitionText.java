package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a definition: a complete {@code CREATE} statement, or the part of it that follows the name. */
public final class DefinitionText {
    private static final Pattern DELIMITER_LINE = Pattern.compile("(?im)^\\s*delimiter\\s+\\S");

    private DefinitionText() {}

    /** Returns whether the text is a complete statement: whether its first word is {@code CREATE}. */
    public static boolean isComplete(String sql, SqlSyntax syntax) {
        String text = SqlComments.without(sql, syntax).strip();
        return text.regionMatches(true, 0, "create", 0, 6)
                && text.length() > 6
                && Character.isWhitespace(text.charAt(6));
    }

    /** Returns the text without blanks around it and without a final semicolon, and with line feeds as line ends. */
    public static String trimmed(String sql) {
        String text = sql.replace("\r\n", "\n").strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        return text;
    }

    /**
     * Returns the statements of a file. The file may have DELIMITER lines, as the shells of MariaDB and MySQL require them.
     *
     * @throws SqlException if a quote or comment is never closed
     */
    public static List<String> statements(String text, SqlSyntax syntax) {
        boolean hasDelimiters = syntax.has(SqlSyntax.Feature.DELIMITER_LINES)
                && DELIMITER_LINE.matcher(text).find();
        List<String> statements = hasDelimiters
                ? SqlSplitter.split(text, syntax, "", 1).stream()
                        .map(SqlStatement::text)
                        .toList()
                : SqlSplitter.statements(text, syntax);
        return statements.stream().map(DefinitionText::trimmed).toList();
    }

    /**
     * Returns the reason why a text is not one statement that creates an object of a kind, or the part of such a statement
     * that follows the name.
     *
     * @param kind the kind of object in lower case: {@code materialized view}
     * @return a clause that begins with "it"; null if the text is such a statement or part
     */
    public static @Nullable String problem(String kind, String sql, SqlSyntax syntax) {
        boolean isComplete = isComplete(sql, syntax);
        try {
            int statements = SqlSplitter.statements(isComplete ? sql : "create " + kind + " x as " + sql, syntax)
                    .size();
            if (statements != 1) {
                return "it contains " + statements + " statements";
            }
        } catch (SqlException e) {
            return "it cannot be read, because " + e.problem().message();
        }
        if (!isComplete) {
            return null;
        }
        DefinitionStatement statement = DefinitionStatement.parse(sql, syntax);
        if (statement == null) {
            return "it creates no " + kind;
        }
        return statement.kind().equals(kind) ? null : "it creates the " + statement.kind() + " " + statement.name();
    }

    /**
     * Returns the names and words in a text, in lower case. A definition whose name is not among them does not depend on
     * another object of that name. The words in string literals are included, because {@code nextval('s')} and the body of a
     * function refer to objects, too; so are the complete literals, because a name may contain blanks.
     */
    public static Set<String> words(String sql, SqlSyntax syntax) {
        Set<String> words = new HashSet<>();
        List<SqlToken> tokens = SqlFragment.tokens(sql, syntax);
        for (int i = 0; i < tokens.size(); i++) {
            switch (tokens.get(i).kind()) {
                case WORD, NAME -> words.add(UnicodeName.at(tokens, i).toLowerCase(Locale.ROOT));
                case STRING -> addWords(tokens.get(i).value(), syntax, words);
                case NUMBER, SYMBOL -> {}
            }
        }
        return words;
    }

    private static void addWords(String literal, SqlSyntax syntax, Set<String> words) {
        words.add(literal.toLowerCase(Locale.ROOT));
        List<SqlToken> tokens = SqlFragment.tokens(literal, syntax);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == SqlToken.Kind.WORD || tokens.get(i).kind() == SqlToken.Kind.NAME) {
                words.add(UnicodeName.at(tokens, i).toLowerCase(Locale.ROOT));
            }
        }
    }
}
