package dev.trellis.internal.state;

import java.util.ArrayList;
import java.util.List;

/** The line differences of two texts. */
final class TextDiff {
    private static final int SHOWN = 24;
    private static final int CONTEXT = 1;
    /**
     * The maximum number of differing lines that are compared. Texts with more differing lines are shown as replaced
     * completely, because the comparison takes quadratic time.
     */
    private static final int COMPARED = 2000;

    private TextDiff() {}

    /**
     * Returns the differing lines with a line of context. {@code -} marks a line of the first text, {@code +} a line of
     * the second.
     */
    static List<String> of(String first, String second) {
        List<String> before = first.lines().map(String::stripTrailing).toList();
        List<String> after = second.lines().map(String::stripTrailing).toList();
        int head = 0;
        while (head < before.size() && head < after.size() && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < before.size() - head
                && tail < after.size() - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<String> lines = new ArrayList<>();
        context(lines, before, Math.max(0, head - CONTEXT), head);
        lines.addAll(middle(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail)));
        context(lines, before, before.size() - tail, Math.min(before.size(), before.size() - tail + CONTEXT));
        if (lines.size() <= SHOWN) {
            return lines;
        }
        List<String> cut = new ArrayList<>(lines.subList(0, SHOWN));
        int more = lines.size() - SHOWN;
        cut.add("... (" + more + (more == 1 ? " more line)" : " more lines)"));
        return cut;
    }

    private static void context(List<String> lines, List<String> text, int from, int to) {
        text.subList(from, to).forEach(line -> lines.add("  " + line));
    }

    private static List<String> middle(List<String> before, List<String> after) {
        List<String> lines = new ArrayList<>();
        if (before.size() > COMPARED || after.size() > COMPARED) {
            before.forEach(line -> lines.add("- " + line));
            after.forEach(line -> lines.add("+ " + line));
            return lines;
        }
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add("  " + before.get(i));
                i++;
                j++;
            } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }
}
