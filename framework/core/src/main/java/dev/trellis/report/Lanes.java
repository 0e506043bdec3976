package dev.trellis.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assigns the revisions of a graph to lanes, newest revision first, as {@code git log --graph} does. A lane is a column that
 * leads down to one revision. If two lanes lead to the same revision, the right one joins the left one immediately below the
 * revision that made the second lane.
 *
 * <pre>{@code
 * for (Lanes.Row row : Lanes.of(trellis.history(null, false))) {
 *     drawCircle(row.lane());
 *     row.lines().forEach(line -> drawLine(line.from(), line.to()));
 * }
 * }</pre>
 */
public final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    /** The column of the revision that was added last, if that revision has no parents; else -1. */
    private int endedColumn = -1;

    /** A lane, which is compared by identity. */
    private static final class Lane {
        private String next;
        /** The lane that this one has joined; null as long as the lane continues. */
        private @Nullable Lane joined;

        Lane(String next) {
            this.next = next;
        }
    }

    /**
     * A revision with its lane, and the lines from its row to the row below.
     *
     * @param revision the identifier of the revision
     * @param lane the column of the revision, counted from 0
     * @param width the number of lanes in the row, at least 1
     * @param isDetached whether the revision begins a lane in the column where the row above ends one, so that a drawing needs
     *     a gap between the rows
     * @param lines the lines to the row below, from left to right of their upper ends
     * @param steps the changes of the lanes between this row and the row below, in the order in which text can show them
     */
    public record Row(String revision, int lane, int width, boolean isDetached, List<Line> lines, List<Step> steps) {
        public Row {
            lines = List.copyOf(lines);
            steps = List.copyOf(steps);
        }
    }

    /**
     * A line between two rows.
     *
     * @param from the column in the upper row
     * @param to the column in the lower row
     * @param revision the identifier of the revision to which the line leads
     */
    public record Line(int from, int to, String revision) {}

    /** A change of the lanes between two rows. */
    public sealed interface Step {
        /** A lane opens to the right of a column; the lanes to its right move to the right by one column. */
        record Open(int column) implements Step {}

        /** A line crosses the lanes between two columns. */
        record Cross(int from, int to) implements Step {}

        /** A lane joins a lane on its left; the lanes to its right move to the left by one column. */
        record Join(int column, int to) implements Step {}

        /** A lane ends at its last revision; the lanes to its right move to the left by one column. */
        record End(int column) implements Step {}
    }

    /**
     * Returns the rows of revisions.
     *
     * @param revisions the revisions, each below its children; parents that are not in the list are left out
     */
    public static List<Row> of(List<RevisionReport> revisions) {
        Set<String> drawn = new HashSet<>();
        revisions.forEach(revision -> drawn.add(revision.revision()));
        Lanes lanes = new Lanes();
        List<Row> rows = new ArrayList<>();
        for (RevisionReport revision : revisions) {
            rows.add(lanes.add(
                    revision.revision(),
                    revision.downRevision().stream().filter(drawn::contains).toList()));
        }
        return rows;
    }

    private Row add(String id, List<String> parents) {
        int found = indexOf(id);
        int column = found < 0 ? lanes.size() : found;
        boolean isDetached = found < 0 && column == endedColumn;
        if (found < 0) {
            lanes.add(new Lane(id));
        }
        endedColumn = parents.isEmpty() ? column : -1;
        List<Lane> before = List.copyOf(lanes);
        List<Step> steps = new ArrayList<>();
        if (parents.isEmpty()) {
            steps.add(new Step.End(column));
            lanes.remove(column);
        } else {
            lead(column, parents, steps);
        }
        return new Row(id, column, before.size(), isDetached, lines(before, column, parents), steps);
    }

    /** Makes the lane of a revision lead to its first parent, and opens lanes to the other parents. */
    private void lead(int column, List<String> parents, List<Step> steps) {
        lanes.get(column).next = parents.get(0);
        for (String parent : parents.subList(1, parents.size())) {
            int lane = indexOf(parent);
            if (lane < 0) {
                steps.add(new Step.Open(column));
                lanes.add(column + 1, new Lane(parent));
            } else {
                steps.add(new Step.Cross(column, lane));
            }
        }
        int left = indexOf(parents.get(0));
        int right = lastIndexOf(parents.get(0));
        if (left < right) {
            steps.add(new Step.Join(right, left));
            lanes.remove(right).joined = lanes.get(left);
        }
    }

    private List<Line> lines(List<Lane> before, int column, List<String> parents) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            Lane lane = before.get(i);
            if (i == column) {
                for (String parent : parents) {
                    lines.add(new Line(column, indexOf(parent), parent));
                }
            } else {
                lines.add(new Line(i, lanes.indexOf(lane.joined == null ? lane : lane.joined), lane.next));
            }
        }
        return lines;
    }

    private int indexOf(String revision) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).next.equals(revision)) {
                return i;
            }
        }
        return -1;
    }

    private int lastIndexOf(String revision) {
        for (int i = lanes.size() - 1; i >= 0; i--) {
            if (lanes.get(i).next.equals(revision)) {
                return i;
            }
        }
        return -1;
    }
}
