package dev.trellis.internal.sql;

import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes statements that change the schema to which a name without a schema refers: {@code USE}, {@code SET SCHEMA}, a
 * search path.
 */
public final class SchemaChange {
    private static final Set<String> SETTINGS = Set.of("schema", "search_path", "schema_search_path", "current_schema");

    private SchemaChange() {}

    /** Returns whether a text contains a statement that changes the schema of names without a schema. */
    public static boolean isIn(@Nullable String sql, SqlSyntax syntax) {
        if (sql == null || !mayContain(sql.toLowerCase(Locale.ROOT))) {
            return false;
        }
        List<SqlToken> tokens = SqlFragment.tokens(InnerStatement.of(sql, syntax), syntax);
        for (int i = 0; i < tokens.size(); i++) {
            boolean isFirst = i == 0 || tokens.get(i - 1).is(";");
            if (isFirst && (tokens.get(i).is("use") || isSetting(tokens, i))) {
                return true;
            }
            if (tokens.get(i).is("set_config")) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayContain(String lower) {
        return lower.contains("use") || lower.contains("schema") || lower.contains("search_path");
    }

    private static boolean isSetting(List<SqlToken> tokens, int set) {
        if (!tokens.get(set).is("set")) {
            return false;
        }
        int name = set + 1;
        while (name < tokens.size()
                && (tokens.get(name).is("session") || tokens.get(name).is("local"))) {
            name++;
        }
        return name < tokens.size()
                && SETTINGS.contains(tokens.get(name).value().toLowerCase(Locale.ROOT));
    }
}
