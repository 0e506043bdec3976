package dev.trellis.schema;

import java.math.BigDecimal;

/** What the database puts into a column that an INSERT does not mention. */
public sealed interface DefaultValue {

    /**
     * A constant.
     *
     * @param value a String, a Boolean or a BigDecimal
     */
    record Literal(Object value) implements DefaultValue {
        public Literal {
            if (!(value instanceof String || value instanceof Boolean || value instanceof BigDecimal)) {
                throw new IllegalArgumentException("a default is text, a truth value or a number, not "
                        + value.getClass().getSimpleName());
            }
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** SQL that the database evaluates. */
    record Expression(SqlText sql) implements DefaultValue {
        @Override
        public String toString() {
            return sql.toString();
        }
    }

    /**
     * A constant.
     *
     * @param value a String, a Boolean or a BigDecimal
     */
    static Literal literal(Object value) {
        return new Literal(value);
    }

    /** An expression that all databases read alike. */
    static Expression sql(String sql) {
        return new Expression(SqlText.of(sql));
    }
}
