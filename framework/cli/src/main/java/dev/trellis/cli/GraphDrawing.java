package dev.trellis.cli;

import dev.trellis.report.Lanes;
import dev.trellis.report.Lanes.Step;
import java.util.ArrayList;
import java.util.List;

/** Draws the lanes of a graph as text, newest revision first, like {@code git log --graph}. */
final class GraphDrawing {
    private final List<String> lines = new ArrayList<>();

    /**
     * Draws a revision.
     *
     * @param row the row of the revision; rows are drawn from top to bottom
     * @param mark the character of the revision
     * @param text the lines to the right of the revision, at least one
     */
    void add(Lanes.Row row, String mark, List<String> text) {
        int count = row.width();
        if (row.isDetached()) {
            // Without a gap the revision above would seem to be a child of this one.
            lines.add(row(count, row.lane(), " ").stripTrailing());
        }
        lines.add(row(count, row.lane(), mark) + " " + text.get(0));
        boolean isLast = row.steps().stream().anyMatch(Step.End.class::isInstance);
        String continuation = row(count, row.lane(), isLast ? " " : "|");
        text.stream().skip(1).forEach(line -> lines.add((continuation + " " + line).stripTrailing()));
        for (Step step : row.steps()) {
            count = draw(step, count);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Draws a change of the lanes, and returns the number of lanes after it. */
    private int draw(Step step, int count) {
        if (step instanceof Step.Open open) {
            open(open.column(), count);
            return count + 1;
        }
        if (step instanceof Step.Join join) {
            lines.add(shiftedLeft(join.column(), count));
            cross(join.column() - 1, join.to(), count - 1);
            return count - 1;
        }
        if (step instanceof Step.End end) {
            if (end.column() < count - 1) {
                lines.add(with(shiftedLeft(end.column() + 1, count), 2 * end.column(), ' '));
            }
            return count - 1;
        }
        if (step instanceof Step.Cross cross) {
            cross(cross.from(), cross.to(), count);
        }
        return count;
    }

    private void open(int column, int count) {
        String row = row(count, 0, "|") + " ";
        for (int i = column; i < count; i++) {
            row = with(with(row, 2 * i, i == column ? '|' : ' '), 2 * i + 1, '\\');
        }
        lines.add(row);
    }

    /** Returns a row in which the given lane and all lanes to its right move to the left. */
    private static String shiftedLeft(int from, int count) {
        String row = row(count, 0, "|");
        for (int i = from; i < count; i++) {
            row = with(with(row, 2 * i, ' '), 2 * i - 1, '/');
        }
        return row.stripTrailing();
    }

    /** Draws a line from one lane to another across the lanes between them. */
    private void cross(int from, int to, int count) {
        for (int i = from; i > to; i--) {
            lines.add(with(row(count, 0, "|"), 2 * i - 1, '/'));
        }
        for (int i = from; i < to; i++) {
            lines.add(with(row(count, 0, "|"), 2 * i + 1, '\\'));
        }
    }

    private static String with(String row, int index, char character) {
        StringBuilder changed = new StringBuilder(row);
        changed.setCharAt(index, character);
        return changed.toString();
    }

    private static String row(int count, int column, String mark) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < count; i++) {
            row.append(i == 0 ? "" : " ").append(i == column ? mark : "|");
        }
        return row.toString();
    }
}
