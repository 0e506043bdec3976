package dev.trellis.cli;

import dev.trellis.diagram.Diagram;
import dev.trellis.diagram.Diagram.Part;
import dev.trellis.diagram.option.DiagramFormat;
import java.nio.file.Path;
import java.util.Locale;

/** The text of a diagram in a file or on standard output. Several parts become a document in Markdown. */
final class DiagramText {
    private DiagramText() {}

    /** Returns the text for standard output. */
    static String of(Diagram diagram) {
        return diagram.parts().size() == 1 ? diagram.parts().get(0).text() : markdown(diagram);
    }

    /** Returns the text for a file. */
    static String of(Diagram diagram, Path file) {
        return isMarkdown(file) && diagram.format() == DiagramFormat.MERMAID ? markdown(diagram) : of(diagram);
    }

    static boolean isMarkdown(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".md");
    }

    private static String markdown(Diagram diagram) {
        StringBuilder text = new StringBuilder();
        for (Part part : diagram.parts()) {
            text.append(text.length() == 0 ? "" : "\n");
            text.append("```")
                    .append(diagram.format())
                    .append('\n')
                    .append(part.text())
                    .append("```\n");
        }
        return text.toString();
    }

    /** Returns the path with a number before the extension: {@code tables-2.mmd}. */
    static Path numbered(Path file, int number) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String numbered = dot <= 0 ? name + "-" + number : name.substring(0, dot) + "-" + number + name.substring(dot);
        return file.resolveSibling(numbered);
    }
}
