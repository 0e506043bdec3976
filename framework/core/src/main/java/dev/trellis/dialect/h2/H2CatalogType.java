package dev.trellis.dialect.h2;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column, of an element of an array or of a field of a row, as the catalogue contains it.
 *
 * @param word H2's name of the type, in lower case
 * @param length the length of a character or binary string
 * @param digits the fractional digits of a time or of the seconds of an interval
 * @param interval the fields of an interval in lower case; empty for other types
 * @param intervalPrecision the digits of the first field of an interval
 * @param geometry the kind of a geometry in lower case; empty for any kind, and for other types
 * @param srid the spatial reference system of a geometry; null for any
 * @param declared whether the precision of a number was declared
 * @param cardinality the largest number of elements of an array
 * @param identifier the identifier of the type within its table
 */
record H2CatalogType(
        String word,
        long length,
        int precision,
        int scale,
        int digits,
        String interval,
        int intervalPrecision,
        String geometry,
        @Nullable Integer srid,
        boolean declared,
        int cardinality,
        String identifier) {
    /** The number of elements that the catalogue reports for an array without a limit. */
    private static final int MAX_CARDINALITY = 65536;

    /** The digits that H2 gives the first field of an interval. */
    private static final int INTERVAL_PRECISION = 2;

    /** The fractional digits that H2 gives the seconds of an interval. */
    private static final int INTERVAL_DIGITS = 6;

    /** The columns of the catalogue's views from which {@link #of} reads a type. */
    static final String COLUMNS = "DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
            + " DATETIME_PRECISION, INTERVAL_TYPE, INTERVAL_PRECISION, GEOMETRY_TYPE, GEOMETRY_SRID,"
            + " DECLARED_NUMERIC_PRECISION, MAXIMUM_CARDINALITY, DTD_IDENTIFIER";

    /**
     * Reads a type.
     *
     * @param first the position of the first of the columns in the row
     */
    static H2CatalogType of(ResultSet row, int first) throws SQLException {
        int srid = row.getInt(first + 8);
        boolean hasSrid = !row.wasNull();
        row.getInt(first + 9);
        boolean declared = !row.wasNull();
        return new H2CatalogType(
                lower(row.getString(first)),
                row.getLong(first + 1),
                row.getInt(first + 2),
                row.getInt(first + 3),
                row.getInt(first + 4),
                lower(row.getString(first + 5)),
                row.getInt(first + 6),
                lower(row.getString(first + 7)),
                hasSrid ? srid : null,
                declared,
                row.getInt(first + 10),
                row.getString(first + 11));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : H2Text.lower(text);
    }

    /** Returns the largest number of elements of an array in brackets, {@code [10]}; empty if there is no limit. */
    String limit() {
        return cardinality == MAX_CARDINALITY ? "" : "[" + cardinality + "]";
    }

    /** Returns an interval with the digits of its fields as far as they differ from H2's defaults. */
    String intervalSql() {
        boolean precise = intervalPrecision != INTERVAL_PRECISION;
        boolean fraction = interval.endsWith("second") && digits != INTERVAL_DIGITS;
        if (interval.equals("second")) {
            return "interval second"
                    + (fraction
                            ? "(" + intervalPrecision + ", " + digits + ")"
                            : precise ? "(" + intervalPrecision + ")" : "");
        }
        int end = interval.indexOf(' ');
        String head = end < 0 ? interval : interval.substring(0, end);
        return "interval " + head
                + (precise ? "(" + intervalPrecision + ")" : "")
                + interval.substring(head.length())
                + (fraction ? "(" + digits + ")" : "");
    }

    /** Returns a geometry with its kind and its spatial reference system, as far as they are stated. */
    String geometrySql() {
        if (geometry.isEmpty() && srid == null) {
            return "geometry";
        }
        return "geometry(" + (geometry.isEmpty() ? "geometry" : geometry) + (srid == null ? "" : ", " + srid) + ")";
    }
}
