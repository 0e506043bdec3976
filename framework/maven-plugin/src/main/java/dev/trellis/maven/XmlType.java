package dev.trellis.maven;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.ByDialect;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ColumnType.Portable;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A column type in the XML. A portable type has a name that jOOQ knows for every dialect. */
record XmlType(
        String name,
        @Nullable Integer length,
        @Nullable Integer precision,
        @Nullable Integer scale) {
    /** A type in SQL with up to two numbers, for example {@code varchar(20)}. */
    private static final Pattern NATIVE = Pattern.compile("([^(]+?)\\s*(?:\\((\\d+)(?:\\s*,\\s*(\\d+))?\\))?(.*)");

    static XmlType of(ColumnType type, String dialect) {
        if (type instanceof Portable portable) {
            return of(portable);
        }
        if (type instanceof Enumeration enumeration) {
            int longest = enumeration.values().stream()
                    .map(String::length)
                    .max(Comparator.naturalOrder())
                    .orElse(1);
            return new XmlType("varchar", longest, null, null);
        }
        if (type instanceof ByDialect each) {
            String sql = each.in(dialect);
            return ofSql(sql == null ? "other" : sql);
        }
        return ofSql(type.toString());
    }

    private static XmlType of(Portable type) {
        Integer number = type.lengthOrPrecision();
        return switch (type.kind()) {
            case STRING -> new XmlType("varchar", number, null, null);
            case CHAR -> new XmlType("char", number, null, null);
            case BINARY -> new XmlType("varbinary", number, null, null);
            case NUMERIC -> new XmlType("numeric", null, number, type.scale());
            case TEXT -> named("clob");
            case TIMESTAMP -> new XmlType("timestamp", null, number, null);
            case TIMESTAMPTZ -> new XmlType("timestamp with time zone", null, number, null);
            default -> named(type.kind().word());
        };
    }

    private static XmlType named(String name) {
        return new XmlType(name, null, null, null);
    }

    private static XmlType ofSql(String sql) {
        Matcher parts = NATIVE.matcher(sql);
        if (!parts.matches() || parts.group(2) == null) {
            return named(sql);
        }
        Integer number = Integer.valueOf(parts.group(2));
        Integer scale = parts.group(3) == null ? null : Integer.valueOf(parts.group(3));
        return new XmlType(parts.group(1) + parts.group(4), number, number, scale);
    }
}
