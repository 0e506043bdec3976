package dev.trellis.cli;

import dev.trellis.report.BlameReport;
import dev.trellis.report.BlameReport.Change;
import dev.trellis.report.BlameReport.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Formats the origin of an object: each part with its operations, in aligned columns. */
final class BlameLines {
    private BlameLines() {}

    /** The title of a part, with its operations. */
    private record Block(String title, List<Change> changes) {}

    static List<String> of(BlameReport report) {
        List<Block> blocks = new ArrayList<>();
        for (Part part : report.parts()) {
            blocks.add(new Block(title(part), part.changes()));
        }
        if (!report.possible().isEmpty()) {
            blocks.add(new Block("raw SQL that mentions " + report.name(), report.possible()));
        }
        int effect = width(blocks, change -> change.effect().words());
        int revision = width(blocks, Change::revision);
        int branch = width(blocks, Change::branch);
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            lines.add(block.title());
            for (Change change : block.changes()) {
                lines.add(("  " + padded(change.effect().words(), effect) + "  " + padded(change.revision(), revision)
                                + "  " + padded(change.branch(), branch) + "  " + text(change))
                        .stripTrailing());
            }
            if (block.changes().isEmpty()) {
                lines.add("  created by raw SQL");
            }
        }
        return lines;
    }

    private static String text(Change change) {
        String message = change.message().isEmpty() ? "" : "  (" + change.message() + ")";
        return change.operation() + message;
    }

    private static String title(Part part) {
        String name = part.name() == null ? "" : " " + part.name();
        boolean isColumn = part.columns().size() == 1 && part.columns().get(0).equals(part.name());
        String columns = part.columns().isEmpty() || isColumn ? "" : " (" + String.join(", ", part.columns()) + ")";
        return part.kind().words() + name + columns;
    }

    private static int width(List<Block> blocks, Function<Change, String> text) {
        return blocks.stream()
                .flatMap(block -> block.changes().stream())
                .mapToInt(change -> text.apply(change).length())
                .max()
                .orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
