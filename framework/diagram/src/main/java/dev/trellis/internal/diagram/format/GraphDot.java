package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the revision graph in the language of Graphviz. */
public final class GraphDot {
    private GraphDot() {}

    /** Returns the text of the drawing of revisions, which are in the order of execution. */
    public static String of(String title, List<RevisionNode> revisions) {
        StringBuilder text = new StringBuilder("digraph revisions {\n  graph [label=")
                .append(DotText.quoted(title))
                .append(", labelloc=t, fontname=\"Helvetica\"]\n")
                .append("  node [shape=box, style=filled, fontname=\"Helvetica\", fontsize=11, penwidth=2]\n");
        Set<String> known = new HashSet<>();
        revisions.forEach(revision -> known.add(revision.id()));
        for (RevisionNode revision : revisions) {
            String id = DotText.quoted(revision.id());
            text.append("  ")
                    .append(id)
                    .append(" [label=<<b>")
                    .append(DotText.html(revision.id()))
                    .append("</b><br/>")
                    .append(DotText.html(revision.owner().label()));
            if (!revision.message().isBlank()) {
                text.append("<br/>").append(DotText.html(revision.message()));
            }
            text.append(">, fillcolor=\"")
                    .append(revision.owner().look().tint())
                    .append("\", color=\"")
                    .append(revision.owner().look().colour())
                    .append('"')
                    .append(revision.state() == State.PENDING ? ", style=\"filled,dashed\"" : "")
                    .append("]\n");
            for (String parent : revision.parents()) {
                if (known.contains(parent)) {
                    text.append("  ")
                            .append(DotText.quoted(parent))
                            .append(" -> ")
                            .append(id)
                            .append('\n');
                }
            }
            for (String dependency : revision.dependencies()) {
                if (known.contains(dependency)) {
                    text.append("  ")
                            .append(DotText.quoted(dependency))
                            .append(" -> ")
                            .append(id)
                            .append(" [style=dashed]\n");
                }
            }
        }
        return text.append("}\n").toString();
    }
}
