package dev.trellis.revision;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the version table changes when it is told, without running anything, what is applied.
 *
 * @param before the rows that are there
 * @param after the rows that take their place
 */
public record Stamp(Heads before, Heads after) {

    /** The rows that go. */
    public SortedSet<String> removed() {
        SortedSet<String> rows = new TreeSet<>(before.ids());
        rows.removeAll(after.ids());
        return rows;
    }

    /** The rows that come. */
    public SortedSet<String> added() {
        SortedSet<String> rows = new TreeSet<>(after.ids());
        rows.removeAll(before.ids());
        return rows;
    }
}
