package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;

/** A relation between two objects that a script creates. */
record Link(Kind kind, TableName from, TableName to) {

    /** The kinds of links. */
    enum Kind {
        /** The definition, or an expression of the table, contains the name of the other object. */
        MENTIONS,
        /** The index or constraint belongs to the table. */
        PART_OF,
        /** A column of the table has the type. */
        HAS_TYPE,
        /** A foreign key of the table refers to the other table. */
        REFERS,
        /** A foreign key as {@link #REFERS} that changes or deletes rows of the table together with those of the other one. */
        CASCADES,
        /** The table fires the trigger. */
        FIRES,
        /** The table is a partition of the other one, or inherits it. */
        EXTENDS,
        /** The table was renamed to the other name. */
        RENAMED
    }
}
