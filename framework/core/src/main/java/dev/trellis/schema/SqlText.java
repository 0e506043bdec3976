package dev.trellis.schema;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL that the author wrote, the same for all databases or said for each.
 *
 * @param byDialect dialect name, or {@code default}, to SQL; not empty
 */
public record SqlText(Map<String, String> byDialect) {
    public static final String DEFAULT = "default";

    /** A name in quotes, which may hold an apostrophe, or a literal. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|'(?:[^']|'')*'");

    public SqlText {
        byDialect = Collections.unmodifiableMap(new TreeMap<>(byDialect));
    }

    /** SQL that all databases read alike. */
    public static SqlText of(String sql) {
        return new SqlText(Map.of(DEFAULT, sql));
    }

    /** The SQL for a dialect: its own, else the default; null when there is neither. */
    public @Nullable String in(String dialect) {
        String own = byDialect.get(dialect);
        return own == null ? byDialect.get(DEFAULT) : own;
    }

    /** The one text, when it is not said by dialect; else null. */
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
