package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.DialectException;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.ByDialect;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.SchemaException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Converts portable types to SQLite's type names and back. SQLite stores only the name of a type, and several portable types
 * share a name: CHAR(32) is read as {@code uuid}, DATETIME as {@code timestamp}, BLOB as {@code blob} and VARCHAR as
 * {@code string}.
 */
final class SqliteTypes {
    private static final int UUID_LENGTH = 32;

    /** The types of a STRICT table. */
    private static final Set<String> STRICT = Set.of("int", "integer", "real", "text", "blob", "any");

    private SqliteTypes() {}

    /** Returns the SQL of the type for a column definition. */
    static String sql(ColumnType type) {
        if (type instanceof Portable portable) {
            return sql(portable);
        }
        if (type instanceof Enumeration list) {
            return "VARCHAR(" + longest(list) + ")";
        }
        if (type instanceof ByDialect byDialect) {
            return byDialect.sql().containsKey(SqliteDialect.NAME) ? nativeSql(byDialect) : sql(defaultType(byDialect));
        }
        return ((Native) type).sql();
    }

    private static String sql(Portable type) {
        return switch (type.kind()) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, TEXT, BLOB, DATE, TIME, JSON ->
                type.kind().name();
            case NUMERIC -> "NUMERIC" + numbers(type);
            case CHAR -> "CHAR" + numbers(type);
            case STRING -> "VARCHAR" + numbers(type);
            case BINARY -> "BLOB";
            case TIMESTAMP, TIMESTAMPTZ -> "DATETIME";
            case UUID -> "CHAR(" + UUID_LENGTH + ")";
        };
    }

    private static String numbers(Portable type) {
        if (type.lengthOrPrecision() == null) {
            return "";
        }
        return "(" + type.lengthOrPrecision() + (type.scale() == null ? "" : ", " + type.scale()) + ")";
    }

    private static int longest(Enumeration list) {
        return list.values().stream()
                .mapToInt(value -> value.codePointCount(0, value.length()))
                .max()
                .orElse(1);
    }

    private static String nativeSql(ByDialect type) {
        String sql = type.in(SqliteDialect.NAME);
        if (sql == null) {
            throw DialectException.noTypeFor(SqliteDialect.NAME, type.toString());
        }
        return sql;
    }

    /**
     * Returns the type that a type given per dialect has on SQLite: a portable type if the text names one, otherwise a
     * native type.
     */
    private static ColumnType defaultType(ByDialect type) {
        String sql = nativeSql(type);
        try {
            return ColumnType.parse(sql);
        } catch (SchemaException e) {
            return new Native(sql);
        }
    }

    /**
     * Returns the type that a column has in a STRICT table, which has six types; empty if none of them stores the values
     * unchanged. The types of a database's own must be one of the six.
     */
    static Optional<ColumnType> strict(ColumnType type) {
        if (type instanceof Portable portable) {
            return strict(portable.kind());
        }
        if (type instanceof Enumeration) {
            return Optional.of(ColumnType.of(ColumnType.Kind.TEXT));
        }
        if (type instanceof ByDialect byDialect && !byDialect.sql().containsKey(SqliteDialect.NAME)) {
            return strict(defaultType(byDialect));
        }
        String sql = sql(type);
        return sql.isBlank() ? Optional.of(new Native("ANY")) : isStrict(sql) ? Optional.of(type) : Optional.empty();
    }

    /** Returns whether SQLite numbers the rows in the column if the column is the whole primary key. */
    static boolean isRowid(Column column) {
        return column.identity() != null
                || SqliteTokens.fold(sql(column.type()).strip()).equals("integer");
    }

    /** Returns whether SQL is a type of a STRICT table. */
    static boolean isStrict(String sql) {
        return STRICT.contains(SqliteTokens.fold(sql.strip()));
    }

    private static Optional<ColumnType> strict(ColumnType.Kind kind) {
        return switch (kind) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT -> Optional.of(ColumnType.of(ColumnType.Kind.INTEGER));
            case REAL, DOUBLE -> Optional.of(ColumnType.of(ColumnType.Kind.REAL));
            case CHAR, STRING, TEXT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, UUID, JSON ->
                Optional.of(ColumnType.of(ColumnType.Kind.TEXT));
            case BINARY, BLOB -> Optional.of(ColumnType.of(ColumnType.Kind.BLOB));
            case NUMERIC -> Optional.empty();
        };
    }

    /** Returns the type as inspection reads it back. */
    static ColumnType canonical(ColumnType type) {
        return read(sql(type));
    }

    /** Reads the type in a column definition. */
    static ColumnType read(String sql) {
        StringBuilder words = new StringBuilder();
        List<Integer> numbers = new ArrayList<>();
        for (SqlToken token : SqliteTokens.of(sql)) {
            if (token.kind() == Kind.NUMBER && isSmall(token.text())) {
                numbers.add(Integer.valueOf(token.text()));
            } else if (SqliteTokens.isName(token)) {
                words.append(words.isEmpty() ? "" : " ").append(SqliteTokens.fold(token.value()));
            }
        }
        String word = words.toString();
        return switch (numbers.size()) {
            case 0 -> withoutNumbers(word, sql);
            case 1 -> withLength(word, numbers.get(0), sql);
            default ->
                numbers.size() == 2 && isNumeric(word)
                        ? ColumnType.of(ColumnType.Kind.NUMERIC, numbers.get(0), numbers.get(1))
                        : unknown(sql);
        };
    }

    private static boolean isSmall(String number) {
        return number.length() < 10 && number.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static ColumnType withoutNumbers(String word, String sql) {
        return switch (word) {
            case "boolean", "bool" -> ColumnType.of(ColumnType.Kind.BOOLEAN);
            case "smallint" -> ColumnType.of(ColumnType.Kind.SMALLINT);
            case "integer", "int" -> ColumnType.of(ColumnType.Kind.INTEGER);
            case "bigint" -> ColumnType.of(ColumnType.Kind.BIGINT);
            case "numeric", "decimal" -> ColumnType.of(ColumnType.Kind.NUMERIC);
            case "real" -> ColumnType.of(ColumnType.Kind.REAL);
            case "double", "double precision" -> ColumnType.of(ColumnType.Kind.DOUBLE);
            case "text", "clob" -> ColumnType.of(ColumnType.Kind.TEXT);
            case "blob" -> ColumnType.of(ColumnType.Kind.BLOB);
            case "date" -> ColumnType.of(ColumnType.Kind.DATE);
            case "time" -> ColumnType.of(ColumnType.Kind.TIME);
            case "datetime", "timestamp" -> ColumnType.of(ColumnType.Kind.TIMESTAMP);
            case "json" -> ColumnType.of(ColumnType.Kind.JSON);
            default -> unknown(sql);
        };
    }

    private static ColumnType withLength(String word, int length, String sql) {
        return switch (word) {
            case "char", "character" ->
                length == UUID_LENGTH
                        ? ColumnType.of(ColumnType.Kind.UUID)
                        : ColumnType.of(ColumnType.Kind.CHAR, length);
            case "varchar", "character varying" -> ColumnType.of(ColumnType.Kind.STRING, length);
            default -> isNumeric(word) ? ColumnType.of(ColumnType.Kind.NUMERIC, length, 0) : unknown(sql);
        };
    }

    private static boolean isNumeric(String word) {
        return word.equals("numeric") || word.equals("decimal");
    }

    private static ColumnType unknown(String sql) {
        return new Native(SqliteNormalization.of(sql).toUpperCase(Locale.ROOT));
    }
}
