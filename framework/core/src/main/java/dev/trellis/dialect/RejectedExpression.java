package dev.trellis.dialect;

import dev.trellis.schema.TableName;

/**
 * An expression or a type of a model that the database rejects, so that its spelling in the catalogue stays unknown.
 *
 * @param table the table of the model
 * @param part the part of the table that contains the expression
 * @param name the name of the column, CHECK or index; of a definition, its kind and name
 * @param sql the rejected SQL
 * @param message the database's message
 */
public record RejectedExpression(TableName table, Part part, String name, String sql, String message) {

    /** The parts of a table that contain SQL. */
    public enum Part {
        /** The type of a column. */
        TYPE("type of column"),
        /** The default of a column. */
        DEFAULT("default of column"),
        /** The expression of a computed column. */
        COMPUTED("expression of column"),
        /** The assignment of a column on update. */
        ON_UPDATE("on_update_sql of column"),
        /** The condition of a CHECK. */
        CHECK("condition of check"),
        /** An expression or the condition of an index. */
        INDEX("expression of index"),
        /** An element or the condition of an EXCLUDE constraint. */
        EXCLUDE("elements of exclude constraint"),
        /** The key of a partitioned table. */
        PARTITION_KEY("partition key of table"),
        /** A view, function or other definition; {@code table} is its name without the table of a trigger. */
        DEFINITION("definition of");

        private final String words;

        Part(String words) {
            this.words = words;
        }

        /** Returns whether the part belongs to a column. */
        public boolean isOfColumn() {
            return this == TYPE || this == DEFAULT || this == COMPUTED || this == ON_UPDATE;
        }
    }

    /** Returns a clause for messages, {@code the default of column a, lenght(1): no such function}. */
    public String describe() {
        return "the " + part.words + " " + name + ", " + sql + ": "
                + message.lines().findFirst().orElse("");
    }
}
