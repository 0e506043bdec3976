package dev.trellis.cli;

import java.util.ArrayList;
import java.util.List;

/** A table with aligned columns. {@link Output} prints it only on a terminal that is wide enough for its longest line. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Creates a table without rows. */
    TextTable(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row with a cell for each title. Control characters in the cells are escaped. */
    TextTable row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(Printable.line(cell));
        }
        rows.add(row);
        return this;
    }

    /** Returns whether the table has rows, and none of its lines is longer than a terminal of this width. */
    boolean fits(int width) {
        return rows.size() > 1 && lines().stream().allMatch(line -> line.codePointCount(0, line.length()) <= width);
    }

    /** Returns the titles, a line below each title, and the rows. Columns without a value in any row are left out. */
    List<String> lines() {
        List<StringBuilder> lines = new ArrayList<>();
        for (int i = 0; i <= rows.size(); i++) {
            lines.add(new StringBuilder());
        }
        for (int column = 0; column < rows.get(0).size(); column++) {
            int index = column;
            if (rows.stream().skip(1).anyMatch(row -> !row.get(index).isEmpty())) {
                add(column, lines);
            }
        }
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    private void add(int column, List<StringBuilder> lines) {
        int width = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        String gap = lines.get(0).isEmpty() ? "" : GAP;
        for (int i = 0; i < lines.size(); i++) {
            String cell =
                    i == 1 ? "-".repeat(width) : rows.get(i == 0 ? 0 : i - 1).get(column);
            lines.get(i).append(gap).append(cell).append(" ".repeat(width - length(cell)));
        }
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
