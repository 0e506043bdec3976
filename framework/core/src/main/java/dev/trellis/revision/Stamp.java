package dev.trellis.revision;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The change of the version table by a stamp, which runs no revision.
 *
 * @param before the rows before the stamp
 * @param after the rows after the stamp
 */
public record Stamp(Heads before, Heads after) {

    /** Returns the rows to delete. */
    public SortedSet<String> removed() {
        SortedSet<String> rows = new TreeSet<>(before.ids());
        rows.removeAll(after.ids());
        return rows;
    }

    /** Returns the rows to insert. */
    public SortedSet<String> added() {
        SortedSet<String> rows = new TreeSet<>(after.ids());
        rows.removeAll(before.ids());
        return rows;
    }
}
