package dev.trellis.internal.footprint;

import dev.trellis.schema.TableName;

/**
 * The effect of an operation on an object that it names.
 *
 * @param object the table, view, index, type, schema or other object; names of all kinds are compared with each other
 */
record Effect(Kind kind, TableName object) {

    /** The kinds of effects, which differ in the further objects that they touch. */
    enum Kind {
        /** Refers to the object. */
        READ(Access.READ),
        /** Adds a part to a table, which objects that mention the table can ignore. */
        ADD(Access.CHANGE),
        /** Creates the object. */
        CREATE(Access.CHANGE),
        /** Changes, renames or drops the object or a part of it, which objects that mention it cannot ignore. */
        REWRITE(Access.CHANGE),
        /** Inserts rows, which fires triggers and computes defaults. */
        INSERT(Access.CHANGE),
        /** Has any of the effects above, and changes or deletes rows. */
        ANY(Access.CHANGE);

        private final Access access;

        Kind(Access access) {
            this.access = access;
        }

        Access access() {
            return access;
        }

        /** Returns whether the objects that mention the object are changed with it. */
        boolean changesDependents() {
            return this == CREATE || this == REWRITE || this == ANY;
        }

        /** Returns whether the effect may end or move a foreign key of the object, or a key to which others refer. */
        boolean changesKeys() {
            return this == REWRITE || this == ANY;
        }

        /** Returns whether the effect may write rows. */
        boolean writesRows() {
            return this == INSERT || this == ANY;
        }
    }
}
