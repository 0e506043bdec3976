package dev.trellis.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An index.
 *
 * @param name null only before the naming convention has given it one
 * @param parts what is indexed, in order; not empty
 * @param where the condition of a partial index, or null
 * @param include columns carried along but not searched by
 * @param using the method in the database's word ({@code gin}), or null for its default
 * @param nullsNotDistinct whether a unique index takes two NULLs for equal
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
     * One thing that an index is sorted by: a column or an expression, the other is null.
     *
     * @param descending whether the order is turned around
     * @param nullsFirst where NULLs go; null for the database's own place in that order
     * @param opclass the operator class in the database's word, or null for its default
     * @param length how many characters or bytes of the column are indexed (MariaDB, MySQL), or null for all
     */
    public record Part(
            @Nullable String column,
            @Nullable SqlText expression,
            boolean descending,
            @Nullable Boolean nullsFirst,
            @Nullable String opclass,
            @Nullable Integer length) {

        public static Part column(String name) {
            return new Part(name, null, false, null, null, null);
        }

        public static Part expression(SqlText sql) {
            return new Part(null, sql, false, null, null, null);
        }

        public Part withColumn(String name) {
            return new Part(name, null, descending, nullsFirst, opclass, length);
        }

        public Part withExpression(SqlText sql) {
            return new Part(null, sql, descending, nullsFirst, opclass, length);
        }

        /** Whether it is a column and nothing more is said of it. */
        public boolean isPlain() {
            return column != null && !descending && nullsFirst == null && opclass == null && length == null;
        }
    }

    /**
     * An index on columns in ascending order.
     *
     * @param name null to leave it to the naming convention
     */
    public static Index of(@Nullable String name, List<String> columns, boolean unique) {
        return new Index(name, columns.stream().map(Part::column).toList(), unique, null, List.of(), null, false);
    }

    /** The same under another name; null to leave it to the naming convention. */
    public Index withName(@Nullable String value) {
        return new Index(value, parts, unique, where, include, using, nullsNotDistinct);
    }

    /** The same with other parts, in their order. */
    public Index withParts(List<Part> value) {
        return new Index(name, value, unique, where, include, using, nullsNotDistinct);
    }

    /** The same for the rows that meet another condition; null for all. */
    public Index withWhere(@Nullable SqlText value) {
        return new Index(name, parts, unique, value, include, using, nullsNotDistinct);
    }

    /** The same, carrying other columns along. */
    public Index withInclude(List<String> value) {
        return new Index(name, parts, unique, where, value, using, nullsNotDistinct);
    }

    /** The columns among its parts, in order. */
    public List<String> columns() {
        return parts.stream().map(Part::column).filter(Objects::nonNull).toList();
    }
}
