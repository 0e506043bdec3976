package dev.trellis.schema;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.sql.SqlSyntax;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL that the author wrote, the same for all databases or said for each.
 *
 * @param byDialect dialect name, or {@code default}, to SQL; not empty
 */
public record SqlText(Map<String, String> byDialect) {
    public static final String DEFAULT = "default";

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
     * Returns whether the SQL for any dialect may refer to a column: it has a word or quoted name equal to the column's in
     * any letter case that is neither a function nor a collation. Text in string literals is not searched.
     */
    public boolean mentions(String column) {
        return byDialect.values().stream()
                .anyMatch(text -> SqlFragment.of(text, SqlSyntax.PORTABLE).mentions(column));
    }

    @Override
    public String toString() {
        String single = single();
        return single == null ? byDialect.toString() : single;
    }
}
