package dev.trellis.diagram.option;

import java.util.Locale;

/** The columns that a diagram shows. */
public enum ColumnDetail {
    ALL,
    /** The columns of primary and foreign keys. */
    KEYS,
    NONE;

    /** The largest number of tables of which a diagram shows all columns by default. */
    private static final int ALL_UP_TO = 40;

    /** Returns the detail with which a diagram of so many tables is readable. */
    public static ColumnDetail forTables(int count) {
        return count <= ALL_UP_TO ? ALL : KEYS;
    }

    /** Returns the name on the command line, in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
