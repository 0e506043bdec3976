package dev.trellis.dialect;

import dev.trellis.schema.ColumnType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A group of types whose values can be compared with each other. */
public enum TypeFamily {
    BOOLEAN,
    NUMBER,
    TEXT,
    BYTES,
    MOMENT,
    TIME,
    UUID;

    /** Returns the family of a portable type or of {@code binary(n)}; null for an enumeration, JSON and any other type. */
    public static @Nullable TypeFamily of(ColumnType type) {
        if (type instanceof ColumnType.Native ofDatabase) {
            return ofDatabase.sql().toLowerCase(Locale.ROOT).startsWith("binary(") ? BYTES : null;
        }
        if (!(type instanceof ColumnType.Portable portable)) {
            return null;
        }
        return switch (portable.kind()) {
            case BOOLEAN -> BOOLEAN;
            case SMALLINT, INTEGER, BIGINT, NUMERIC, REAL, DOUBLE -> NUMBER;
            case CHAR, STRING, TEXT -> TEXT;
            case BINARY, BLOB -> BYTES;
            case DATE, TIMESTAMP, TIMESTAMPTZ -> MOMENT;
            case TIME -> TIME;
            case UUID -> UUID;
            case JSON -> null;
        };
    }
}
