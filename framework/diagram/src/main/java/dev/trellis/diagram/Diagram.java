package dev.trellis.diagram;

import dev.trellis.diagram.option.DiagramFormat;
import java.util.List;

/**
 * A diagram. The names of the components are the keys of the JSON output.
 *
 * @param format the format of the parts
 * @param parts the texts; several if the usual viewers of the format could not show the diagram as a whole
 * @param notes further facts, such as operations that could not be replayed
 */
public record Diagram(DiagramFormat format, List<Part> parts, List<String> notes) {
    public Diagram {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /**
     * A part of a diagram.
     *
     * @param name the name of the part; empty if there is only one
     * @param text the text in the format of the diagram
     */
    public record Part(String name, String text) {}
}
