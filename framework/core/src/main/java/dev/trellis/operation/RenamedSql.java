package dev.trellis.operation;

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

    /** The dialect that takes a name in double quotes for a text. */
    private static final String BACKQUOTED = "mariadb";

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
        sql.byDialect().forEach((dialect, text) -> renamed.put(dialect, of(text, from, quoted(to, dialect))));
        String common = sql.byDialect().get(SqlText.DEFAULT);
        if (common != null && !common.equals(renamed.get(SqlText.DEFAULT)) && !isPlain(to)) {
            renamed.computeIfAbsent(BACKQUOTED, dialect -> of(common, from, quoted(to, dialect)));
        }
        return new SqlText(renamed);
    }

    private static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !RESERVED.contains(name);
    }

    private static String quoted(String name, String dialect) {
        if (isPlain(name)) {
            return name;
        }
        String quote = dialect.equals(BACKQUOTED) ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }

    private static String of(String text, String from, String to) {
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
            words.appendReplacement(renamed, Matcher.quoteReplacement(isName(word, from) ? to : word));
        }
        return words.appendTail(renamed).toString();
    }

    private static boolean isName(String word, String from) {
        return word.equalsIgnoreCase(from)
                || word.equals("\"" + from.replace("\"", "\"\"") + "\"")
                || word.equals("`" + from.replace("`", "``") + "`");
    }
}
