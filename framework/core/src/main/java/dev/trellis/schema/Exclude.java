package dev.trellis.schema;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An EXCLUDE constraint: of any two rows, at least one comparison of an element by its operator is not true.
 *
 * @param elements the compared columns and expressions, in order; not empty
 * @param using the database's name of the index method, or null for its default
 * @param where the condition of the rows that the constraint compares; null for all rows
 * @param deferrable whether a transaction may postpone the check to its end
 * @param initiallyDeferred whether transactions postpone the check unless they say otherwise
 */
public record Exclude(
        String name,
        List<Element> elements,
        @Nullable String using,
        @Nullable SqlText where,
        boolean deferrable,
        boolean initiallyDeferred) {

    /**
     * A compared column or expression.
     *
     * @param column the column, or null for an expression
     * @param expression the expression, or null for a column
     * @param opclass the database's name of the operator class, or null for its default
     * @param operator the operator, such as {@code &&}
     */
    public record Element(
            @Nullable String column,
            @Nullable SqlText expression,
            @Nullable String opclass,
            String operator) {

        public Element {
            if (!isOperator(operator)) {
                throw SchemaException.badOperator(operator);
            }
        }

        /** Returns whether a text consists of the characters of operators and begins no comment. */
        public static boolean isOperator(String text) {
            return !text.isEmpty()
                    && text.chars().allMatch(c -> "+-*/<>=~!@#%^&|`?".indexOf(c) >= 0)
                    && !text.contains("--")
                    && !text.contains("/*");
        }

        /** Returns the element with a column in place of its column or expression. */
        public Element withColumn(String name) {
            return new Element(name, null, opclass, operator);
        }

        /** Returns the element with another operator class; null for its default. */
        public Element withOpclass(@Nullable String value) {
            return new Element(column, expression, value, operator);
        }

        /** Returns the element with an expression in place of its column or expression. */
        public Element withExpression(SqlText sql) {
            return new Element(null, sql, opclass, operator);
        }
    }

    public Exclude {
        elements = List.copyOf(elements);
    }

    /** Returns the constraint with other elements. */
    public Exclude withElements(List<Element> value) {
        return new Exclude(name, value, using, where, deferrable, initiallyDeferred);
    }

    /** Returns the constraint with another condition; null for all rows. */
    public Exclude withWhere(@Nullable SqlText value) {
        return new Exclude(name, elements, using, value, deferrable, initiallyDeferred);
    }

    /** Returns the columns among the elements, in order. */
    public List<String> columns() {
        return elements.stream().map(Element::column).filter(Objects::nonNull).toList();
    }

    /** Returns whether an element or the condition contains or mentions a column. */
    public boolean mentions(String column) {
        return columns().contains(column)
                || (where != null && where.mentions(column))
                || elements.stream()
                        .anyMatch(element -> element.expression() != null
                                && element.expression().mentions(column));
    }
}
