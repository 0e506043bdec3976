package dev.trellis.schema;

import java.math.BigDecimal;

/** The default of a column: its value in a new row if the INSERT does not mention the column. */
public sealed interface DefaultValue {

    /**
     * A constant.
     *
     * @param value a String, a Boolean or a BigDecimal
     */
    record Literal(Object value) implements DefaultValue {
        public Literal {
            if (!(value instanceof String || value instanceof Boolean || value instanceof BigDecimal)) {
                throw new IllegalArgumentException("a default is a String, a Boolean or a BigDecimal, not a "
                        + value.getClass().getSimpleName());
            }
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /**
     * An expression that the database evaluates.
     *
     * @param sql the expression
     */
    record Expression(SqlText sql) implements DefaultValue {
        @Override
        public String toString() {
            return sql.toString();
        }
    }

    /**
     * Returns a constant.
     *
     * @param value a String, a Boolean or a BigDecimal
     */
    static Literal literal(Object value) {
        return new Literal(value);
    }

    /** Returns an expression that is the same for all databases. */
    static Expression sql(String sql) {
        return new Expression(SqlText.of(sql));
    }
}
