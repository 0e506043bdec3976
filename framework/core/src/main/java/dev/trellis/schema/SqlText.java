package dev.trellis.schema;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL of the author, the same for all databases or written for each.
 *
 * @param byDialect maps a dialect name, or {@code default}, to SQL; not empty
 */
public record SqlText(Map<String, String> byDialect) {
    public static final String DEFAULT = "default";

    /** A name in quotes, which may hold an apostrophe, or a literal. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|'(?:[^']|'')*'");

    public SqlText {
        byDialect = Collections.unmodifiableMap(new TreeMap<>(byDialect));
    }

    /** Returns SQL that is the same for all databases. */
    public static SqlText of(String sql) {
        return new SqlText(Map.of(DEFAULT, sql));
    }

    /** Returns the SQL for a dialect, else the default; null if neither is given. */
    public @Nullable String in(String dialect) {
        String ofDialect = byDialect.get(dialect);
        return ofDialect == null ? byDialect.get(DEFAULT) : ofDialect;
    }

    /** Returns the SQL if it is the same for all databases, else null. */
    public @Nullable String single() {
        return byDialect.size() == 1 ? byDialect.get(DEFAULT) : null;
    }

    /**
     * Whether the SQL, for whatever dialect, names this column: judged by its words; string literals do not count, nor does
     * a function of that name.
     */
    public boolean mentions(String name) {
        return byDialect.values().stream()
                .anyMatch(text -> word(name).matcher(withoutLiterals(text)).find());
    }

    private static String withoutLiterals(String sql) {
        return QUOTED.matcher(sql)
                .replaceAll(quoted -> quoted.group().startsWith("'") ? "''" : Matcher.quoteReplacement(quoted.group()));
    }

    private static Pattern word(String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$]|\\s*\\()", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public String toString() {
        String single = single();
        return single == null ? byDialect.toString() : single;
    }
}
