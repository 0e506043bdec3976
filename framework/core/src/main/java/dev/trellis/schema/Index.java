package dev.trellis.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param name null only before the naming convention has named it
 * @param parts the indexed columns and expressions, in order; not empty
 * @param unique whether the values must be unique
 * @param where the condition of a partial index, or null
 * @param include additional columns that are stored but not part of the key
 * @param using the database's name of the method ({@code gin}), or null for its default
 * @param nullsNotDistinct whether a unique index treats NULLs as equal
 */
public record Index(
        @Nullable String name,
        List<Part> parts,
        boolean unique,
        @Nullable SqlText where,
        List<String> include,
        @Nullable String using,
        boolean nullsNotDistinct) {

    public Index {
        parts = List.copyOf(parts);
        include = List.copyOf(include);
    }

    /**
     * A column or an expression of an index.
     *
     * @param column the column, or null for an expression
     * @param expression the expression, or null for a column
     * @param descending whether the order is descending
     * @param nullsFirst whether NULLs come first; null for the database's default in that order
     * @param opclass the database's name of the operator class, or null for its default
     * @param length the number of indexed characters or bytes of the column (MariaDB, MySQL), or null for all
     */
    public record Part(
            @Nullable String column,
            @Nullable SqlText expression,
            boolean descending,
            @Nullable Boolean nullsFirst,
            @Nullable String opclass,
            @Nullable Integer length) {

        /** Returns a column in ascending order. */
        public static Part column(String name) {
            return new Part(name, null, false, null, null, null);
        }

        /** Returns an expression in ascending order. */
        public static Part expression(SqlText sql) {
            return new Part(null, sql, false, null, null, null);
        }

        /** Returns the part with a column in place of its column or expression. */
        public Part withColumn(String name) {
            return new Part(name, null, descending, nullsFirst, opclass, length);
        }

        /** Returns the part with an expression in place of its column or expression. */
        public Part withExpression(SqlText sql) {
            return new Part(null, sql, descending, nullsFirst, opclass, length);
        }

        /** Returns whether the part is a column without further attributes. */
        public boolean isPlain() {
            return column != null && !descending && nullsFirst == null && opclass == null && length == null;
        }

        // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Part that
                            && descending == that.descending
                            && Objects.equals(column, that.column)
                            && Objects.equals(expression, that.expression)
                            && Objects.equals(nullsFirst, that.nullsFirst)
                            && Objects.equals(opclass, that.opclass)
                            && Objects.equals(length, that.length));
        }

        @Override
        public int hashCode() {
            return Objects.hash(descending, column, expression, nullsFirst, opclass, length);
        }
    }

    /**
     * Returns an index on columns in ascending order.
     *
     * @param name null for the name of the naming convention
     */
    public static Index of(@Nullable String name, List<String> columns, boolean unique) {
        return new Index(name, columns.stream().map(Part::column).toList(), unique, null, List.of(), null, false);
    }

    /** Returns the index with another name; null for the name of the naming convention. */
    public Index withName(@Nullable String value) {
        return new Index(value, parts, unique, where, include, using, nullsNotDistinct);
    }

    /** Returns the index with other parts. */
    public Index withParts(List<Part> value) {
        return new Index(name, value, unique, where, include, using, nullsNotDistinct);
    }

    /** Returns the index with another condition; null for all rows. */
    public Index withWhere(@Nullable SqlText value) {
        return new Index(name, parts, unique, value, include, using, nullsNotDistinct);
    }

    /** Returns the index with another index method; null for the default. */
    public Index withUsing(@Nullable String value) {
        return new Index(name, parts, unique, where, include, value, nullsNotDistinct);
    }

    /** Returns the index with other additional columns. */
    public Index withInclude(List<String> value) {
        return new Index(name, parts, unique, where, value, using, nullsNotDistinct);
    }

    /** Returns the columns among the parts of the index, in order. */
    public List<String> columns() {
        return parts.stream().map(Part::column).filter(Objects::nonNull).toList();
    }

    // Hand-written, as in TableName: the generated methods cost milliseconds of each start.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Index that
                        && unique == that.unique
                        && nullsNotDistinct == that.nullsNotDistinct
                        && Objects.equals(name, that.name)
                        && parts.equals(that.parts)
                        && Objects.equals(where, that.where)
                        && include.equals(that.include)
                        && Objects.equals(using, that.using));
    }

    @Override
    public int hashCode() {
        return Objects.hash(unique, nullsNotDistinct, name, parts, where, include, using);
    }
}
