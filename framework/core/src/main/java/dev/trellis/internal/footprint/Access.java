package dev.trellis.internal.footprint;

/** How a revision touches an object, from the weakest access to the strongest. */
enum Access {
    /** Refers to the object: a foreign key to a table, a view over it. */
    READ,
    /** Adds to a table that the object mentions: a view with {@code select *} may get another column. */
    AFFECT,
    /** Creates, changes or drops the object, or changes rows of it. */
    CHANGE;

    /** Returns whether the result may depend on the order of two accesses to the same object. */
    boolean conflictsWith(Access other) {
        return this != other || this == CHANGE;
    }
}
