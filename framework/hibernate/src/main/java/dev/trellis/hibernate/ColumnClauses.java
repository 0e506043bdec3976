package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the SQL after a column's name into its type and the clauses that follow. */
final class ColumnClauses {
    /** A string or quoted name, a word or another character. */
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|(?<not>(?i:not\\s+null|on\\s+update))\\b|(?<word>\\w+)|[^\\s]",
            Pattern.DOTALL);

    private static final Pattern FIRST =
            Pattern.compile("(?i:default|collate|null|not\\s+null|on\\s+update|unique|check)");

    /**
     * A clause after the name of a column.
     *
     * @param word the first word of the clause in lower case; {@code not null} and {@code on update} count as one word;
     *     empty for the text before the first clause
     * @param rest the text after the word
     */
    record Clause(String word, String rest) {}

    private ColumnClauses() {}

    /**
     * Returns the clauses of an SQL text. If the text begins with a type, the first element contains the type and an empty
     * word.
     */
    static List<Clause> of(String sql) {
        List<Clause> clauses = new ArrayList<>();
        Matcher token = TOKEN.matcher(sql);
        String word = "";
        int start = 0;
        int depth = 0;
        while (token.find()) {
            String text = token.group();
            depth += text.equals("(") ? 1 : text.equals(")") ? -1 : 0;
            boolean isValue = (word.equals("default") || word.equals("on update"))
                    && sql.substring(start, token.start()).isBlank();
            if (depth == 0 && !isValue && FIRST.matcher(text).matches()) {
                add(clauses, word, sql.substring(start, token.start()));
                word = text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
                start = token.end();
            }
        }
        add(clauses, word, sql.substring(start));
        return clauses;
    }

    private static void add(List<Clause> clauses, String word, String rest) {
        if (!word.isEmpty() || !rest.isBlank()) {
            clauses.add(new Clause(word, rest.strip()));
        }
    }
}
