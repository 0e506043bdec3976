package dev.trellis.dialect.h2;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings that a script may not make: they belong to the whole database, not to a session, and change the meaning of the
 * statements of the revisions that follow, also those of other branches. Every setting can be part of the URL.
 */
final class H2DatabaseSettings {
    private static final Set<String> REFUSED = Set.of(
            "allow_literals",
            "builtin_alias_override",
            "collation",
            "default_lock_timeout",
            "default_null_ordering",
            "default_table_type",
            "exclusive",
            "ignore_catalogs",
            "ignorecase",
            "lock_mode",
            "mode");

    private H2DatabaseSettings() {}

    /** Returns the reason why a statement is refused; null if it may run. */
    static @Nullable String refusal(String sql) {
        String setting = setting(SqlFragment.tokens(sql, SqlSyntax.H2));
        return setting == null
                ? null
                : "it would change the whole database, and the revisions after it would run with the setting, too. Write the"
                        + " setting into the URL of the database: ;" + setting.toUpperCase(Locale.ROOT) + "=...";
    }

    private static @Nullable String setting(List<SqlToken> tokens) {
        int count = tokens.size();
        if (count > 1 && tokens.get(0).is("set")) {
            String name = tokens.get(1).value().toLowerCase(Locale.ROOT);
            return REFUSED.contains(name) ? name : null;
        }
        boolean isDynamic =
                count > 2 && tokens.get(0).is("execute") && tokens.get(1).is("immediate");
        return isDynamic && tokens.get(2).kind() == SqlToken.Kind.STRING
                ? setting(SqlFragment.tokens(tokens.get(2).value(), SqlSyntax.H2))
                : null;
    }
}
