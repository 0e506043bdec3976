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

/** Converts the JDBC type that Hibernate chose for a column, with its length and precision, to a portable type. */
final class TypeMapping {
    /** The longest {@code varchar} of PostgreSQL, in characters; for longer columns Hibernate uses {@code text}. */
    private static final long LONGEST_STRING = 10_485_760;

    private final Metadata metadata;

    TypeMapping(Metadata metadata) {
        this.metadata = metadata;
    }

    /**
     * Returns the portable type of a column; a type that only PostgreSQL has (an array, a range, an address) becomes a
     * type by dialect.
     *
     * @param name names the column in an error
     * @throws EntityModelException {@code unknown_type} if Hibernate has no SQL type for it
     */
    ColumnType of(String name, Column column) {
        JdbcMapping mapping = column.getType();
        Size size = column.getColumnSize(metadata.getDatabase().getDialect(), metadata);
        int code = mapping.getJdbcType().getDdlTypeCode();
        Integer digits = secondDigits(column);
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
            case SqlTypes.VARCHAR, SqlTypes.NVARCHAR -> string(size);
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
            case SqlTypes.TIMESTAMP, SqlTypes.LOCAL_DATE_TIME -> ColumnType.of(Kind.TIMESTAMP, digits);
            case SqlTypes.TIMESTAMP_WITH_TIMEZONE,
                    SqlTypes.TIMESTAMP_UTC,
                    SqlTypes.INSTANT,
                    SqlTypes.OFFSET_DATE_TIME,
                    SqlTypes.ZONED_DATE_TIME -> ColumnType.of(Kind.TIMESTAMPTZ, digits);
            case SqlTypes.UUID -> ColumnType.of(Kind.UUID);
            case SqlTypes.JSON -> ColumnType.of(Kind.JSON);
            case SqlTypes.ENUM, SqlTypes.NAMED_ENUM, SqlTypes.NAMED_ORDINAL_ENUM -> enumeration(name, mapping);
            default -> postgresqlType(name, column);
        };
    }

    /**
     * Returns the number of fractional digits of a second: the number in the mapping, else six, which is Hibernate's
     * default.
     */
    private Integer secondDigits(Column column) {
        Integer digits = column.getTemporalPrecision();
        return digits == null || digits < 0
                ? Integer.valueOf(metadata.getDatabase().getDialect().getDefaultTimestampPrecision())
                : digits;
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

    private static ColumnType string(Size size) {
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

    /**
     * Returns an enumeration with the name that Hibernate's SQL uses: the simple name of the class, which PostgreSQL folds to
     * lower case.
     */
    private static ColumnType enumeration(String column, JdbcMapping mapping) {
        Class<?> type = mapping.getJavaTypeDescriptor().getJavaTypeClass();
        Object[] constants = type.getEnumConstants();
        if (constants == null) {
            throw EntityModelException.unknownType(column, type.getName() + " is not an enum");
        }
        List<String> values = Arrays.stream(constants)
                .map(constant -> value(mapping, constant))
                .toList();
        return new ColumnType.Enumeration(TableName.of(type.getSimpleName().toLowerCase(Locale.ROOT)), values);
    }

    private static String value(JdbcMapping mapping, Object constant) {
        Object stored = mapping.convertToRelationalValue(constant);
        return stored instanceof Enum<?> unconverted ? unconverted.name() : String.valueOf(stored);
    }

    private ColumnType postgresqlType(String name, Column column) {
        try {
            return new ColumnType.ByDialect(Map.of("postgresql", DatabaseTypes.sqlType(metadata, column)));
        } catch (MappingException e) {
            throw EntityModelException.unknownType(name, EntityModelException.reason(e));
        }
    }
}
