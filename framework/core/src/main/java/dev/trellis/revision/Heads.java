package dev.trellis.revision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The heads of a database: the rows of its version table. {@link RevisionGraph} checks whether the rows name existing
 * revisions.
 *
 * @param ids the identifiers, sorted; immutable
 */
public record Heads(SortedSet<String> ids) {
    private static final Heads NONE = new Heads(new TreeSet<>());

    public Heads {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /** Returns the rows of an empty or missing version table. */
    public static Heads none() {
        return NONE;
    }

    /**
     * Returns the heads for the rows that a query on the version table returned.
     *
     * @throws RevisionException {@code row_count_mismatch} if a row occurs twice
     */
    public static Heads of(Collection<String> rows) {
        SortedSet<String> ids = new TreeSet<>();
        for (String row : rows) {
            if (!ids.add(row)) {
                throw RevisionException.rowTwice(row);
            }
        }
        return new Heads(ids);
    }

    /**
     * Returns the heads for the given rows of the version table.
     *
     * @throws RevisionException {@code row_count_mismatch} if a row occurs twice
     */
    public static Heads of(String... rows) {
        return of(Arrays.asList(rows));
    }

    // Hand-written: the generated equals and hashCode link through
    // invokedynamic, which costs milliseconds of every start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Heads heads && ids.equals(heads.ids);
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    /** Returns whether nothing is applied. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * Returns the rows of the version table after a step.
     *
     * @throws RevisionException {@code row_count_mismatch} if the present rows are not the rows for which the step was
     *     planned
     */
    public Heads after(Step step) {
        SortedSet<String> after = new TreeSet<>(ids);
        for (String row : step.removed()) {
            if (!after.remove(row)) {
                throw RevisionException.rowMissing(row, step);
            }
        }
        for (String row : step.added()) {
            if (!after.add(row)) {
                throw RevisionException.rowTwice(row);
            }
        }
        return new Heads(after);
    }

    @Override
    public String toString() {
        return ids.toString();
    }
}
