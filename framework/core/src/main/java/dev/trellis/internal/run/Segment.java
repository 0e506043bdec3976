package dev.trellis.internal.run;

import dev.trellis.error.Location;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a script whose operations are sent to the output in the same way. A run on a database with transactional DDL and
 * an offline script use the same segments.
 */
sealed interface Segment {
    /** Consecutive operations, which the dialect compiles together. */
    record Operations(List<LocatedOperation> operations) implements Segment {}

    /** A Java step. */
    record JavaCall(RunJava run, Location location) implements Segment {}

    /**
     * Operations that must not run in a transaction.
     *
     * @param index the index of the operation in the script
     */
    record OutsideTransaction(int index, LocatedOperation located) implements Segment {}

    /** Splits the operations that begin at position {@code start} of the list into segments. */
    static List<Segment> split(List<LocatedOperation> operations, int start) {
        List<Segment> segments = new ArrayList<>();
        List<LocatedOperation> together = new ArrayList<>();
        for (int i = start; i < operations.size(); i++) {
            LocatedOperation located = operations.get(i);
            if (located.operation() instanceof RunJava run) {
                flush(together, segments);
                segments.add(new JavaCall(run, located.location()));
            } else if (located.operation() instanceof Autocommit) {
                flush(together, segments);
                segments.add(new OutsideTransaction(i, located));
            } else {
                together.add(located);
            }
        }
        flush(together, segments);
        return segments;
    }

    private static void flush(List<LocatedOperation> operations, List<Segment> segments) {
        if (!operations.isEmpty()) {
            segments.add(new Operations(List.copyOf(operations)));
            operations.clear();
        }
    }
}
