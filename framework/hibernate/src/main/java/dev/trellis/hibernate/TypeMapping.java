package dev.trellis.hibernate;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Kind;
import dev.trellis.schema.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.MappingException;
import org.hibernate.boot.Metadata;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.mapping.Column;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Portable types, by the JDBC type that Hibernate chose and the length and precision that it ends up with. */
final class TypeMapping {
    /** Beyond this PostgreSQL has no {@code varchar} and Hibernate writes {@code text}. */
    private static final long LONGEST_STRING = 10_485_760;

    private final Metadata metadata;

    TypeMapping(Metadata metadata) {
        this.metadata = metadata;
    }

    /** @param where what an error calls the column */
    ColumnType of(String where, Column column) {
        JdbcMapping mapping = column.getType();
        Size size = column.getColumnSize(metadata.getDatabase().getDialect(), metadata);
        int code = mapping.getJdbcType().getDdlTypeCode();
        Integer precision = column.getTemporalPrecision();
        return switch (code) {
            case SqlTypes.BOOLEAN, SqlTypes.BIT -> ColumnType.of(Kind.BOOLEAN);
            case SqlTypes.TINYINT, SqlTypes.SMALLINT -> ColumnType.of(Kind.SMALLINT);
            case SqlTypes.INTEGER -> ColumnType.of(Kind.INTEGER);
            case SqlTypes.BIGINT -> ColumnType.of(Kind.BIGINT);
            case SqlTypes.NUMERIC, SqlTypes.DECIMAL -> numeric(size);
            case SqlTypes.REAL -> ColumnType.of(Kind.REAL);
            case SqlTypes.FLOAT, SqlTypes.DOUBLE ->
                ColumnType.of(mapping.getJdbcJavaType().getJavaTypeClass() == Float.class ? Kind.REAL : Kind.DOUBLE);
            case SqlTypes.CHAR, SqlTypes.NCHAR -> ColumnType.of(Kind.CHAR, length(size));
            case SqlTypes.VARCHAR, SqlTypes.NVARCHAR -> text(size);
            case SqlTypes.LONGVARCHAR,
                    SqlTypes.LONGNVARCHAR,
                    SqlTypes.LONG32VARCHAR,
                    SqlTypes.LONG32NVARCHAR,
                    SqlTypes.CLOB,
                    SqlTypes.NCLOB,
                    SqlTypes.MATERIALIZED_CLOB,
                    SqlTypes.MATERIALIZED_NCLOB -> ColumnType.of(Kind.TEXT);
            case SqlTypes.BINARY, SqlTypes.VARBINARY -> binary(size);
            case SqlTypes.LONGVARBINARY, SqlTypes.LONG32VARBINARY, SqlTypes.BLOB, SqlTypes.MATERIALIZED_BLOB ->
                ColumnType.of(Kind.BLOB);
            case SqlTypes.DATE, SqlTypes.LOCAL_DATE -> ColumnType.of(Kind.DATE);
            case SqlTypes.TIME, SqlTypes.LOCAL_TIME, SqlTypes.TIME_UTC -> ColumnType.of(Kind.TIME);
            case SqlTypes.TIMESTAMP, SqlTypes.LOCAL_DATE_TIME -> moment(Kind.TIMESTAMP, precision);
            case SqlTypes.TIMESTAMP_WITH_TIMEZONE,
                    SqlTypes.TIMESTAMP_UTC,
                    SqlTypes.INSTANT,
                    SqlTypes.OFFSET_DATE_TIME,
                    SqlTypes.ZONED_DATE_TIME -> moment(Kind.TIMESTAMPTZ, precision);
            case SqlTypes.UUID -> ColumnType.of(Kind.UUID);
            case SqlTypes.JSON -> ColumnType.of(Kind.JSON);
            case SqlTypes.ENUM, SqlTypes.NAMED_ENUM, SqlTypes.NAMED_ORDINAL_ENUM -> enumeration(where, mapping);
            default -> own(where, column);
        };
    }

    private static ColumnType numeric(Size size) {
        Integer precision = size.getPrecision();
        Integer scale = size.getScale();
        if (precision == null) {
            return ColumnType.of(Kind.NUMERIC);
        }
        return scale == null || scale == 0
                ? ColumnType.of(Kind.NUMERIC, precision)
                : ColumnType.of(Kind.NUMERIC, precision, scale);
    }

    private static ColumnType text(Size size) {
        Long length = size.getLength();
        return length != null && length > LONGEST_STRING
                ? ColumnType.of(Kind.TEXT)
                : ColumnType.of(Kind.STRING, length(size));
    }

    private static ColumnType binary(Size size) {
        Long length = size.getLength();
        return length != null && length > LONGEST_STRING
                ? ColumnType.of(Kind.BLOB)
                : ColumnType.of(Kind.BINARY, length(size));
    }

    private static int length(Size size) {
        Long length = size.getLength();
        return length == null ? (int) Size.DEFAULT_LENGTH : Math.toIntExact(length);
    }

    private static ColumnType moment(Kind kind, @Nullable Integer precision) {
        return precision == null || precision < 0 ? ColumnType.of(kind) : ColumnType.of(kind, precision);
    }

    /** Named as Hibernate casts to it: the class's simple name, which PostgreSQL takes for lower case. */
    private static ColumnType enumeration(String where, JdbcMapping mapping) {
        Class<?> type = mapping.getJavaTypeDescriptor().getJavaTypeClass();
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw EntityModelException.unknownType(where, type.getName() + " is no enum");
        }
        List<String> values = Arrays.stream(constants)
                .map(constant -> value(mapping, constant))
                .toList();
        return new ColumnType.Enumeration(TableName.of(type.getSimpleName().toLowerCase(Locale.ROOT)), values);
    }

    private static String value(JdbcMapping mapping, Object constant) {
        Object stored = mapping.convertToRelationalValue(constant);
        return stored instanceof Enum<?> same ? same.name() : String.valueOf(stored);
    }

    /** What only PostgreSQL has: arrays, ranges of time, addresses. */
    private ColumnType own(String where, Column column) {
        try {
            return new ColumnType.ByDialect(Map.of("postgresql", column.getSqlType(metadata)));
        } catch (MappingException e) {
            throw EntityModelException.unknownType(where, EntityModelException.reason(e));
        }
    }
}
