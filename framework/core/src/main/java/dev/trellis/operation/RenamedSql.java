package dev.trellis.operation;

import dev.trellis.schema.SqlText;
import java.util.Locale;
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

    /** The dialects whose names are quoted by backquotes. */
    private static final Set<String> BACKQUOTING = Set.of("mariadb", "mysql");

    /** Words that no database takes for the name of a column. */
    private static final Set<String> RESERVED = Set.of(("all and as asc between by case check collate constraint create"
                    + " cross current_date current_time current_timestamp default delete desc distinct drop else end except"
                    + " exists false for foreign from grant group having in index inner insert intersect into is join key left"
                    + " like limit natural not null on or order outer primary references revoke right select set table then"
                    + " to true union unique update using values when where with")
            .split(" "));

    private RenamedSql() {}

    static SqlText of(SqlText sql, String from, String to) {
        Map<String, String> renamed = new TreeMap<>();
        sql.byDialect().forEach((dialect, text) -> renamed.put(dialect, of(text, from, to, quote(dialect))));
        String shared = sql.byDialect().get(SqlText.DEFAULT);
        if (shared != null) {
            // What all databases say alike may need another quote in one of them now.
            String backquoted = of(shared, from, to, "`");
            if (!backquoted.equals(renamed.get(SqlText.DEFAULT))) {
                BACKQUOTING.forEach(dialect -> renamed.putIfAbsent(dialect, backquoted));
            }
        }
        return new SqlText(renamed);
    }

    private static String quote(String dialect) {
        return BACKQUOTING.contains(dialect.toLowerCase(Locale.ROOT)) ? "`" : "\"";
    }

    private static String quoted(String name, String quote) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name)
                ? name
                : quote + name.replace(quote, quote + quote) + quote;
    }

    /** @param quote for a name that was not quoted and has to be now */
    private static String of(String text, String from, String to, String quote) {
        String name = Pattern.quote(from);
        Matcher words = Pattern.compile(
                        "'[^']*'|\"" + Pattern.quote(from.replace("\"", "\"\"")) + "\"|`"
                                + Pattern.quote(from.replace("`", "``")) + "`|\"[^\"]*\"|`[^`]*`|(?<![\\w$])" + name
                                + "(?![\\w$]|\\s*\\()",
                        Pattern.CASE_INSENSITIVE)
                .matcher(text);
        StringBuilder renamed = new StringBuilder();
        while (words.find()) {
            String word = words.group();
            String mark = word.startsWith("`") || word.startsWith("\"") ? word.substring(0, 1) : quote;
            words.appendReplacement(renamed, Matcher.quoteReplacement(isName(word, from) ? quoted(to, mark) : word));
        }
        return words.appendTail(renamed).toString();
    }

    private static boolean isName(String word, String from) {
        return word.equalsIgnoreCase(from)
                || word.equals("\"" + from.replace("\"", "\"\"") + "\"")
                || word.equals("`" + from.replace("`", "``") + "`");
    }
}
