package dev.trellis.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a graph as lanes of text, newest first, as {@code git log --graph} does. A lane is a column that leads down to
 * one revision, and no two lead to the same: where they would, the right one runs into the left one at once.
 */
final class Lanes {
    private final List<String> lanes = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * Draws a revision. Whatever stands on it must have been drawn before.
     *
     * @param parents what it stands on, those that will be drawn
     * @param mark the sign for it
     * @param text what to say beside it, a line or more
     */
    void add(String id, List<String> parents, String mark, List<String> text) {
        int column = lanes.indexOf(id);
        if (column < 0) {
            lanes.add(id);
            column = lanes.size() - 1;
        }
        lines.add(row(column, mark) + " " + text.get(0));
        String beside = row(column, parents.isEmpty() ? " " : "|");
        text.stream().skip(1).forEach(more -> lines.add((beside + " " + more).stripTrailing()));
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

    /** Opens a lane to the right of a column; those beyond make room. */
    private void open(int column, String parent) {
        String row = row(0, "|") + " ";
        for (int i = column; i < lanes.size(); i++) {
            row = with(with(row, 2 * i, i == column ? '|' : ' '), 2 * i + 1, '\\');
        }
        lines.add(row);
        lanes.add(column + 1, parent);
    }

    /** Ends a lane at its last revision; those beyond it close the gap. */
    private void end(int lane) {
        String row = shiftedLeft(lane + 1);
        lanes.remove(lane);
        if (lane < lanes.size()) {
            lines.add(with(row, 2 * lane, ' '));
        }
    }

    /** Lets a lane run into one on its left; those beyond it close the gap. */
    private void join(int lane, int left) {
        lines.add(shiftedLeft(lane));
        lanes.remove(lane);
        cross(lane - 1, left);
    }

    /** All lanes, those from there on moving one to the left. */
    private String shiftedLeft(int from) {
        String row = row(0, "|");
        for (int i = from; i < lanes.size(); i++) {
            row = with(with(row, 2 * i, ' '), 2 * i - 1, '/');
        }
        return row.stripTrailing();
    }

    /** A line from one lane to another, over those between. */
    private void cross(int from, int to) {
        for (int i = from; i > to; i--) {
            lines.add(with(row(0, "|"), 2 * i - 1, '/'));
        }
        for (int i = from; i < to; i++) {
            lines.add(with(row(0, "|"), 2 * i + 1, '\\'));
        }
    }

    private static String with(String row, int at, char sign) {
        StringBuilder changed = new StringBuilder(row);
        changed.setCharAt(at, sign);
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
