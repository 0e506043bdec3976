package dev.trellis.thirdparty;

import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.ColumnType.Portable;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Converts portable types to HSQLDB's types and back. */
final class HsqldbTypes {
    static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final int UNLIMITED = 1 << 24;

    private HsqldbTypes() {}

    static String sql(ColumnType type) {
        ColumnType canonical = canonical(type);
        if (!(canonical instanceof Portable portable)) {
            return canonical.toString();
        }
        String size = portable.lengthOrPrecision() == null
                ? ""
                : "(" + portable.lengthOrPrecision() + (portable.scale() == null ? "" : "," + portable.scale()) + ")";
        return switch (portable.kind()) {
            case DOUBLE -> "double";
            case STRING -> "varchar" + size;
            case TEXT -> "varchar(" + UNLIMITED + ")";
            case BINARY -> "varbinary" + size;
            case BLOB -> "varbinary(" + UNLIMITED + ")";
            case TIMESTAMPTZ -> "timestamp" + size + " with time zone";
            default -> portable.kind().word() + size;
        };
    }

    /** Maps types that HSQLDB cannot tell apart to one type. */
    static ColumnType canonical(ColumnType type) {
        if (type instanceof Enumeration enumeration) {
            int longest =
                    enumeration.values().stream().mapToInt(String::length).max().orElse(1);
            return ColumnType.of(Kind.STRING, longest);
        }
        if (type instanceof Portable portable) {
            return switch (portable.kind()) {
                case REAL -> ColumnType.of(Kind.DOUBLE);
                case JSON -> TEXT;
                case NUMERIC ->
                    portable.scale() == null && portable.lengthOrPrecision() != null
                            ? ColumnType.of(Kind.NUMERIC, portable.lengthOrPrecision(), 0)
                            : portable;
                case TIMESTAMP, TIMESTAMPTZ ->
                    portable.lengthOrPrecision() == null ? ColumnType.of(portable.kind(), 6) : portable;
                default -> portable;
            };
        }
        return type;
    }

    static ColumnType read(String name, int size, int scale, int digits) {
        return switch (name) {
            case "BOOLEAN" -> ColumnType.of(Kind.BOOLEAN);
            case "SMALLINT" -> ColumnType.of(Kind.SMALLINT);
            case "INTEGER" -> ColumnType.of(Kind.INTEGER);
            case "BIGINT" -> ColumnType.of(Kind.BIGINT);
            case "DOUBLE PRECISION", "DOUBLE" -> ColumnType.of(Kind.DOUBLE);
            case "NUMERIC", "DECIMAL" -> ColumnType.of(Kind.NUMERIC, size, scale);
            case "CHARACTER" -> ColumnType.of(Kind.CHAR, size);
            case "CHARACTER VARYING" -> size == UNLIMITED ? TEXT : ColumnType.of(Kind.STRING, size);
            case "BINARY VARYING" -> size == UNLIMITED ? ColumnType.of(Kind.BLOB) : ColumnType.of(Kind.BINARY, size);
            case "DATE" -> ColumnType.of(Kind.DATE);
            case "TIME" -> ColumnType.of(Kind.TIME);
            case "TIMESTAMP" -> ColumnType.of(Kind.TIMESTAMP, digits);
            case "TIMESTAMP WITH TIME ZONE" -> ColumnType.of(Kind.TIMESTAMPTZ, digits);
            case "UUID" -> ColumnType.of(Kind.UUID);
            default -> new Native(name.toLowerCase(Locale.ROOT));
        };
    }

    static @Nullable DefaultValue readDefault(@Nullable String sql) {
        if (sql == null || sql.equals("NULL")) {
            return null;
        }
        if (sql.startsWith("'") && sql.endsWith("'")) {
            return DefaultValue.literal(sql.substring(1, sql.length() - 1).replace("''", "'"));
        }
        if (sql.matches("-?\\d+(\\.\\d+)?(E[-+]?\\d+)?")) {
            return DefaultValue.literal(new BigDecimal(sql));
        }
        return sql.matches("TRUE|FALSE")
                ? DefaultValue.literal(sql.equals("TRUE"))
                : new DefaultValue.Expression(SqlText.of(sql));
    }

    /** Returns a table as inspection would read it back. */
    static Table canonical(Table table) {
        return table.withComment(null)
                .withColumns(table.columns().stream()
                        .map(column -> canonical(table, column))
                        .toList());
    }

    private static Column canonical(Table table, Column column) {
        boolean required = !column.nullable() || table.inPrimaryKey(column.name());
        return column.withType(canonical(column.type())).withNullable(!required).withComment(null);
    }
}
