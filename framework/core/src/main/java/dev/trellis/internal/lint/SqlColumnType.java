package dev.trellis.internal.lint;

import dev.trellis.error.TrellisException;
import dev.trellis.schema.ColumnType;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates the column types of SQL into the types of scripts. */
final class SqlColumnType {
    private static final Pattern PLAIN_TYPE = Pattern.compile("([a-z ]+?) ?(\\(.*\\))?");

    /** The names of types in SQL that scripts call differently. */
    private static final Map<String, String> SCRIPT_NAMES = Map.of(
            "varchar", "string",
            "character varying", "string",
            "int", "integer",
            "int8", "bigint",
            "int4", "integer",
            "int2", "smallint",
            "decimal", "numeric",
            "double precision", "double",
            "timestamp with time zone", "timestamptz");

    private SqlColumnType() {}

    /** Returns the portable type that is equivalent to the SQL text, or null if the type is specific to a database. */
    static @Nullable ColumnType portable(String sql) {
        Matcher matcher = PLAIN_TYPE.matcher(sql.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return null;
        }
        String name = SCRIPT_NAMES.getOrDefault(matcher.group(1), matcher.group(1));
        try {
            return ColumnType.parse(name + Objects.requireNonNullElse(matcher.group(2), ""));
        } catch (TrellisException e) {
            return null;
        }
    }
}
