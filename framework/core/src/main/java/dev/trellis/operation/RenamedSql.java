package dev.trellis.operation;

import dev.trellis.schema.Quoting;
import dev.trellis.schema.SqlText;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQL after a column has got another name, as a database rewrites conditions and expressions that mention it. Judged by
 * words: what stands in single quotes is text, and what stands before a parenthesis is a function.
 */
final class RenamedSql {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    /** Words that no database takes for the name of a column. */
    private static final Set<String> RESERVED = Set.of(("all and as asc between by case check collate constraint create"
                    + " cross current_date current_time current_timestamp default delete desc distinct drop else end except"
                    + " exists false for foreign from grant group having in index inner insert intersect into is join key left"
                    + " like limit natural not null on or order outer primary references revoke right select set table then"
                    + " to true union unique update using values when where with")
            .split(" "));

    private RenamedSql() {}

    /** @param quoting of the database that is asked about; what others are told is quoted as standard SQL has it */
    static SqlText of(SqlText sql, String from, String to, Quoting quoting) {
        Map<String, String> renamed = new TreeMap<>();
        sql.byDialect()
                .forEach((dialect, text) -> renamed.put(
                        dialect, of(text, from, to, dialect.equals(quoting.dialect()) ? quoting : Quoting.STANDARD)));
        String shared = sql.byDialect().get(SqlText.DEFAULT);
        if (shared != null && !renamed.containsKey(quoting.dialect())) {
            // What all databases say alike may need another quote here now.
            String own = of(shared, from, to, quoting);
            if (!own.equals(renamed.get(SqlText.DEFAULT))) {
                renamed.put(quoting.dialect(), own);
            }
        }
        return new SqlText(renamed);
    }

    /** @param quoting for a name that was not quoted and has to be now */
    private static String of(String text, String from, String to, Quoting quoting) {
        String name = Pattern.quote(from);
        Matcher words = Pattern.compile(
                        "'[^']*'|" + Pattern.quote(Quoting.in(from, '"')) + "|" + Pattern.quote(Quoting.in(from, '`'))
                                + "|\"[^\"]*\"|`[^`]*`|(?<![\\w$])" + name + "(?![\\w$]|\\s*\\()",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        StringBuilder renamed = new StringBuilder();
        while (words.find()) {
            String word = words.group();
            words.appendReplacement(
                    renamed, Matcher.quoteReplacement(isName(word, from) ? inPlaceOf(word, to, quoting) : word));
        }
        return words.appendTail(renamed).toString();
    }

    private static String inPlaceOf(String word, String name, Quoting quoting) {
        if (PLAIN.matcher(name).matches() && !RESERVED.contains(name)) {
            return name;
        }
        char first = word.charAt(0);
        return first == '`' || first == '"'
                ? Quoting.in(name, first)
                : quoting.quote().apply(name);
    }

    private static boolean isName(String word, String from) {
        return word.equalsIgnoreCase(from) || word.equals(Quoting.in(from, '"')) || word.equals(Quoting.in(from, '`'));
    }
}
