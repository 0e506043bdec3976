package dev.trellis.dialect.sqlite;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pragmas that no script may set. SQLite has no dynamic SQL, so the text of a script shows every pragma. */
final class SqlitePragmas {
    private static final Set<String> CORRUPTING = Set.of("writable_schema", "schema_version");

    /** The pragmas whose effects on the file or the process cannot be undone, or would block Trellis. */
    private static final Set<String> LASTING = Set.of(
            "key",
            "rekey",
            "hexkey",
            "hexrekey",
            "textkey",
            "textrekey",
            "hard_heap_limit",
            "soft_heap_limit",
            "temp_store_directory",
            "data_store_directory",
            "temp_directory");

    private SqlitePragmas() {}

    private static boolean isWithoutJournal(SqlToken token) {
        return token.value().equalsIgnoreCase("off") || token.value().equalsIgnoreCase("memory");
    }

    static @Nullable String refusal(String sql) {
        if (!sql.toLowerCase(Locale.ROOT).contains("pragma")) {
            return null;
        }
        List<SqlToken> tokens = SqlFragment.tokens(sql, SqlSyntax.SQLITE);
        int index = 0;
        while (index < tokens.size()
                && (tokens.get(index).is("explain")
                        || tokens.get(index).is("query")
                        || tokens.get(index).is("plan"))) {
            index++;
        }
        if (index >= tokens.size() || !tokens.get(index).is("pragma")) {
            return null;
        }
        int name = index + 2 < tokens.size() && tokens.get(index + 2).is(".") ? index + 3 : index + 1;
        boolean sets = name + 1 < tokens.size();
        String pragma = name < tokens.size() ? tokens.get(name).value().toLowerCase(Locale.ROOT) : "";
        if (sets && CORRUPTING.contains(pragma)) {
            return "it bypasses SQLite's protection of the catalogue, which can corrupt the file";
        }
        if (pragma.equals("journal_mode")
                && tokens.stream().skip(name + 1L).anyMatch(SqlitePragmas::isWithoutJournal)) {
            return "without a journal on disk, a revision that is interrupted can corrupt the file";
        }
        if (sets && LASTING.contains(pragma)) {
            return "its effect does not end with the revision";
        }
        return null;
    }
}
