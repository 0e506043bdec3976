package dev.trellis.adopt.liquibase;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Portable;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Converts types. A type is portable if Trellis creates for it what Liquibase creates; otherwise it is written for the
 * database, with the closest portable type for the others.
 */
record TypeConverter(LiquibaseDatabase database) {
    private static final Pattern SHAPE = Pattern.compile(
            "([a-z][a-z0-9 ]*?)\\s*(?:\\((\\d{1,9})(?:\\s*,\\s*(\\d{1,9}))?\\))?\\s*((?:with|without) time zone)?");

    /** Returns the type of a column. */
    ColumnType type(String written) {
        LiquibaseType type = LiquibaseType.parse(written);
        String sql = type.sql(database);
        ColumnType portable = portable(sql, database);
        if (portable != null) {
            return portable;
        }
        ColumnType closest = portable(type.sql(LiquibaseDatabase.POSTGRESQL), LiquibaseDatabase.POSTGRESQL);
        return new ColumnType.ByDialect(
                closest == null
                        ? Map.of(database.shortName(), sql)
                        : Map.of(database.shortName(), sql, "default", closest.toString()));
    }

    /** Returns the SQL of a type, as Liquibase renders it. */
    String sql(String written) {
        return LiquibaseType.parse(written).sql(database);
    }

    /** Returns the portable type for which Trellis writes this SQL; null if there is none. */
    private static @Nullable ColumnType portable(String sql, LiquibaseDatabase database) {
        Matcher shape = SHAPE.matcher(sql.toLowerCase(Locale.ROOT));
        if (!shape.matches()) {
            return null;
        }
        Integer first = number(shape.group(2));
        Integer second = number(shape.group(3));
        boolean isZoned = "with time zone".equals(shape.group(4));
        if (shape.group(1).equals("tinyint")
                && database.isMysqlFamily()
                && Integer.valueOf(1).equals(first)) {
            return ColumnType.of(Kind.BOOLEAN);
        }
        Kind kind = kind(shape.group(1), isZoned, first != null, database);
        if (kind == null) {
            return null;
        }
        return switch (kind) {
            case CHAR ->
                database == LiquibaseDatabase.SQLITE && first == null
                        ? null
                        : ColumnType.of(kind, first == null ? 1 : first);
            case STRING, BINARY -> first == null ? null : ColumnType.of(kind, first);
            case NUMERIC -> new Portable(kind, first, second);
            case TIMESTAMP, TIMESTAMPTZ -> new Portable(kind, first, null);
            default -> first == null ? ColumnType.of(kind) : null;
        };
    }

    private static @Nullable Kind kind(String word, boolean isZoned, boolean hasNumber, LiquibaseDatabase database) {
        boolean isMysql = database.isMysqlFamily();
        boolean isSqlite = database == LiquibaseDatabase.SQLITE;
        return switch (word) {
            case "boolean" -> isMysql ? null : Kind.BOOLEAN;
            case "smallint" -> Kind.SMALLINT;
            case "integer" -> Kind.INTEGER;
            case "int" -> isSqlite ? null : Kind.INTEGER;
            case "bigint" -> Kind.BIGINT;
            case "numeric" -> database == LiquibaseDatabase.H2 && !hasNumber ? null : Kind.NUMERIC;
            case "decimal" -> isSqlite || (database == LiquibaseDatabase.H2 && !hasNumber) ? null : Kind.NUMERIC;
            case "real" -> isMysql ? Kind.DOUBLE : Kind.REAL;
            case "float" -> isSqlite ? null : isMysql ? Kind.REAL : Kind.DOUBLE;
            case "double" -> isMysql || isSqlite ? Kind.DOUBLE : null;
            case "double precision" -> isSqlite ? null : Kind.DOUBLE;
            case "char" -> Kind.CHAR;
            case "varchar" -> Kind.STRING;
            case "text" -> Kind.TEXT;
            case "clob" -> database == LiquibaseDatabase.H2 ? Kind.TEXT : null;
            case "bytea" -> database == LiquibaseDatabase.POSTGRESQL ? Kind.BLOB : null;
            case "blob" -> Kind.BLOB;
            case "varbinary" -> isSqlite ? null : Kind.BINARY;
            case "date" -> Kind.DATE;
            case "time" -> isZoned ? null : Kind.TIME;
            case "datetime" -> isMysql ? Kind.TIMESTAMP : null;
            case "timestamp" -> isMysql || isSqlite ? null : isZoned ? Kind.TIMESTAMPTZ : Kind.TIMESTAMP;
            case "uuid" -> Kind.UUID;
            case "json" -> Kind.JSON;
            default -> null;
        };
    }

    private static @Nullable Integer number(@Nullable String digits) {
        return digits == null ? null : Integer.valueOf(digits);
    }
}
