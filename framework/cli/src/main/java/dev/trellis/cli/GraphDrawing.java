package dev.trellis.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a graph in columns of text, newest revision first, like {@code git log --graph}. A lane is a column that leads down
 * to one revision. If two lanes lead to the same revision, the right one joins the left one immediately.
 */
final class GraphDrawing {
    private final List<String> lanes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    /** The column of the revision that was drawn last, if that revision has no parents; else -1. */
    private int endedColumn = -1;

    /**
     * Draws a revision. The children of the revision must have been drawn before.
     *
     * @param parents the parents of the revision, without parents that will not be drawn
     * @param mark the character of the revision
     * @param text the lines to the right of the revision, at least one
     */
    void add(String id, List<String> parents, String mark, List<String> text) {
        int column = lanes.indexOf(id);
        if (column < 0) {
            lanes.add(id);
            column = lanes.size() - 1;
            if (column == endedColumn) {
                // Without a gap the revision above would seem to be a child of this one.
                lines.add(row(column, " ").stripTrailing());
            }
        }
        endedColumn = parents.isEmpty() ? column : -1;
        lines.add(row(column, mark) + " " + text.get(0));
        String continuation = row(column, parents.isEmpty() ? " " : "|");
        text.stream().skip(1).forEach(line -> lines.add((continuation + " " + line).stripTrailing()));
        if (parents.isEmpty()) {
            end(column);
            return;
        }
        lanes.set(column, parents.get(0));
        for (String parent : parents.subList(1, parents.size())) {
            int lane = lanes.indexOf(parent);
            if (lane < 0) {
                open(column, parent);
            } else {
                cross(column, lane);
            }
        }
        int left = lanes.indexOf(parents.get(0));
        int right = lanes.lastIndexOf(parents.get(0));
        if (left < right) {
            join(right, left);
        }
    }

    List<String> lines() {
        return lines;
    }

    /** Opens a lane to the right of a column and moves the lanes to the right of the new lane by one column. */
    private void open(int column, String parent) {
        String row = row(0, "|") + " ";
        for (int i = column; i < lanes.size(); i++) {
            row = with(with(row, 2 * i, i == column ? '|' : ' '), 2 * i + 1, '\\');
        }
        lines.add(row);
        lanes.add(column + 1, parent);
    }

    /** Ends a lane at its last revision and moves the lanes right of it to the left. */
    private void end(int lane) {
        String row = shiftedLeft(lane + 1);
        lanes.remove(lane);
        if (lane < lanes.size()) {
            lines.add(with(row, 2 * lane, ' '));
        }
    }

    /** Joins a lane into another lane on its left, and moves the lanes to the right of the joined lane to the left. */
    private void join(int lane, int left) {
        lines.add(shiftedLeft(lane));
        lanes.remove(lane);
        cross(lane - 1, left);
    }

    /** Returns a row in which the given lane and all lanes to its right move to the left. */
    private String shiftedLeft(int from) {
        String row = row(0, "|");
        for (int i = from; i < lanes.size(); i++) {
            row = with(with(row, 2 * i, ' '), 2 * i - 1, '/');
        }
        return row.stripTrailing();
    }

    /** Draws a line from one lane to another across the lanes between them. */
    private void cross(int from, int to) {
        for (int i = from; i > to; i--) {
            lines.add(with(row(0, "|"), 2 * i - 1, '/'));
        }
        for (int i = from; i < to; i++) {
            lines.add(with(row(0, "|"), 2 * i + 1, '\\'));
        }
    }

    private static String with(String row, int index, char character) {
        StringBuilder changed = new StringBuilder(row);
        changed.setCharAt(index, character);
        return changed.toString();
    }

    private String row(int column, String mark) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < lanes.size(); i++) {
            row.append(i == 0 ? "" : " ").append(i == column ? mark : "|");
        }
        return row.toString();
    }
}
