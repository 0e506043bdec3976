package dev.trellis.revision;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the version table. They need not fit any graph: what they stand for is asked of a {@link RevisionGraph}.
 *
 * @param ids the identifiers, sorted; immutable
 */
public record Heads(SortedSet<String> ids) {
    private static final Heads NONE = new Heads(new TreeSet<>());

    public Heads {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /** An empty version table, or none. */
    public static Heads none() {
        return NONE;
    }

    /**
     * The rows as the database returned them.
     *
     * @throws RevisionException {@code row_count_mismatch} when a row is there twice
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
     * The given rows.
     *
     * @throws RevisionException as {@link #of(Collection)}
     */
    public static Heads of(String... rows) {
        return of(Arrays.asList(rows));
    }

    // What a record has by itself the JVM puts together at its first use, which is milliseconds of every start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Heads heads && ids.equals(heads.ids);
    }

    @Override
    public int hashCode() {
        return ids.hashCode();
    }

    /** Whether nothing is applied. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /**
     * The rows after a step: those it removes go, those it adds come.
     *
     * @throws RevisionException {@code row_count_mismatch} when these are not the rows that the step was planned for
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
