package dev.trellis.dialect;

import java.util.Locale;

/**
 * A lock that a statement is expected to take on a table that exists before the statement runs. The names of the components
 * are the keys of the JSON output.
 *
 * @param table the table as the statement or the operation names it; {@link #EVERYTHING} for the whole database
 * @param mode the database's name of the lock
 * @param blocks the actions of other sessions that are blocked until the transaction ends, or until the statement ends if
 *     the statement commits
 */
public record TableLock(String table, String mode, Blocks blocks) {
    /** The name that stands for all tables of the database. */
    public static final String EVERYTHING = "*";

    /** The actions of other sessions that a lock blocks. */
    public enum Blocks {
        /** Other changes of the table's structure, and VACUUM. */
        SCHEMA_CHANGES,
        /** INSERT, UPDATE and DELETE, and changes of the structure. */
        WRITES,
        /** Everything, including SELECT. */
        READS_AND_WRITES;

        /** Returns the word for output, {@code reads_and_writes}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
