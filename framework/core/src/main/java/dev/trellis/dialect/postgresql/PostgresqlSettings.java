package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SetStatement;
import dev.trellis.internal.sql.SetStatement.Assignment;
import dev.trellis.sql.SqlSyntax;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings of a session that the driver or Trellis's own reading of SQL depends on. */
final class PostgresqlSettings {
    private PostgresqlSettings() {}

    private static @Nullable SetStatement parse(String sql) {
        return sql.regionMatches(true, 0, "set", 0, 3) ? SetStatement.parse(sql, SqlSyntax.POSTGRESQL) : null;
    }

    static @Nullable String refusal(String sql) {
        SetStatement set = parse(sql);
        if (set == null) {
            return null;
        }
        Assignment strings = set.find("standard_conforming_strings");
        if (strings != null && !isOn(strings.firstValue())) {
            return "it would give backslashes in strings another meaning, so that Trellis could not tell the statements of"
                    + " the script apart. Write such strings as E'...'";
        }
        Assignment dates = set.find("datestyle");
        if (dates != null
                && !isDefault(dates.firstValue())
                && !dates.firstValue().startsWith("iso")) {
            return "the JDBC driver closes a connection whose DateStyle is not ISO. Write 'ISO, DMY' or 'ISO, MDY'";
        }
        Assignment transaction = set.find("transaction");
        boolean isReadOnly = transaction != null && transaction.value().stream().anyMatch(token -> token.is("only"));
        return isReadOnly || set.find("transaction_read_only") != null
                ? "Trellis could not record the revision in a transaction that is read only"
                : null;
    }

    static boolean isEncodingStatement(String sql) {
        SetStatement set = parse(sql);
        return set != null
                && set.assignments().size() == 1
                && (set.find("client_encoding") != null || set.find("names") != null);
    }

    private static boolean isOn(String value) {
        return isDefault(value)
                || "true".startsWith(value.toLowerCase(Locale.ROOT))
                || value.equals("on")
                || value.equals("yes")
                || value.equals("1");
    }

    private static boolean isDefault(String value) {
        return value.equals("default");
    }
}
