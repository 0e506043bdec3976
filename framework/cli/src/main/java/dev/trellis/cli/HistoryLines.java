package dev.trellis.cli;

import dev.trellis.report.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the history table: a line for each attempt to run a revision, followed by its error and, with {@code -v}, by its
 * details.
 */
final class HistoryLines {
    private HistoryLines() {}

    static void print(Output output, List<HistoryEntry> entries) {
        List<String> lines = new ArrayList<>();
        for (HistoryEntry entry : entries) {
            lines.add(line(entry));
            if (entry.error() != null) {
                entry.error().lines().forEach(line -> lines.add("    " + line));
            }
            if (output.isVerbose()) {
                details(entry, lines);
            }
        }
        output.result(Map.of("attempts", entries), lines);
    }

    private static String line(HistoryEntry entry) {
        return String.format(
                        Locale.ROOT,
                        "%s  %-9s  %s  %-11s  %6d ms  %s@%s  %s  %s",
                        entry.startedAt(),
                        entry.direction(),
                        entry.revision(),
                        entry.outcome(),
                        entry.durationMillis(),
                        entry.username(),
                        entry.host(),
                        entry.branch() == null ? "-" : entry.branch(),
                        entry.message())
                .stripTrailing();
    }

    private static void details(HistoryEntry entry, List<String> lines) {
        lines.add("    Trellis " + entry.toolVersion()
                + (entry.checksum() == null ? "" : ", checksum " + entry.checksum())
                + (entry.origin() == null ? "" : ", from " + entry.origin()));
        if (entry.script() != null) {
            entry.script().lines().forEach(line -> lines.add("    | " + line));
        }
    }
}
