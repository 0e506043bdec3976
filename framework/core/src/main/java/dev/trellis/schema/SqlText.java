package dev.trellis.schema;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.sql.SqlSyntax;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL of the author, the same for all databases or written for each database.
 *
 * @param byDialect maps a dialect name, or {@code default}, to SQL; not empty
 */
public record SqlText(Map<String, String> byDialect) {
    public static final String DEFAULT = "default";

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
     * Returns whether the SQL for any dialect may refer to a column: whether it contains the column's name, bare or in
     * quotes, in any letter case. The name of a function or collation does not count, and neither does text in a string
     * literal.
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
