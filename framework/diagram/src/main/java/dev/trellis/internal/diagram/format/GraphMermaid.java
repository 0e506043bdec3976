package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the revision graph as a {@code flowchart} of Mermaid, from the base at the top to the heads. */
public final class GraphMermaid {
    private GraphMermaid() {}

    /** Returns the text of the drawing of revisions, which are in the order of execution. */
    public static String of(String title, List<RevisionNode> revisions, List<Owner> owners) {
        StringBuilder text = new StringBuilder("---\ntitle: ")
                .append(MermaidText.yaml(title))
                .append("\n---\nflowchart TB\n");
        Map<String, Integer> positions = new HashMap<>();
        revisions.forEach(revision -> positions.put(revision.id(), positions.size()));
        for (RevisionNode revision : revisions) {
            int position = positions.getOrDefault(revision.id(), 0);
            String label = revision.owner().label() + " \u00b7 " + revision.id()
                    + (revision.message().isEmpty() ? "" : " \u00b7 " + revision.message());
            text.append("    r")
                    .append(position)
                    .append('[')
                    .append(MermaidText.quoted(label))
                    .append("]:::owner")
                    .append(revision.owner().index())
                    .append('\n');
            edges(text, revision.parents(), positions, position, " --> r");
            edges(text, revision.dependencies(), positions, position, " -.-> r");
        }
        for (Owner owner : owners) {
            text.append("    classDef owner")
                    .append(owner.index())
                    .append(' ')
                    .append(MermaidText.style(owner))
                    .append('\n');
        }
        List<String> pending = new ArrayList<>();
        for (RevisionNode revision : revisions) {
            if (revision.state() == State.PENDING) {
                pending.add("r" + positions.get(revision.id()));
            }
        }
        if (!pending.isEmpty()) {
            text.append("    classDef pending stroke-dasharray:5 3\n    class ")
                    .append(String.join(",", pending))
                    .append(" pending\n");
        }
        return text.toString();
    }

    private static void edges(
            StringBuilder text, List<String> sources, Map<String, Integer> positions, int target, String arrow) {
        for (String source : sources) {
            Integer from = positions.get(source);
            if (from != null) {
                text.append("    r").append(from).append(arrow).append(target).append('\n');
            }
        }
    }
}
