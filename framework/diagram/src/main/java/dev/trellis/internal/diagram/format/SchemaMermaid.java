package dev.trellis.internal.diagram.format;

import dev.trellis.internal.diagram.format.SchemaDrawing.Line;
import dev.trellis.internal.diagram.format.TableBox.ColumnLine;
import dev.trellis.internal.diagram.project.Owner;
import java.util.List;

/** Writes a diagram of tables as an {@code erDiagram} of Mermaid. */
public final class SchemaMermaid {
    private SchemaMermaid() {}

    /** Returns the text of the drawing. */
    public static String of(SchemaDrawing drawing) {
        StringBuilder text = new StringBuilder("---\ntitle: ")
                .append(MermaidText.yaml(drawing.title()))
                .append("\n---\nerDiagram\n");
        List<TableBox> boxes = drawing.boxes();
        for (int i = 0; i < boxes.size(); i++) {
            TableBox box = boxes.get(i);
            text.append("    t")
                    .append(i)
                    .append('[')
                    .append(MermaidText.quoted(
                            box.name() + " \u00b7 " + box.owner().label()))
                    .append("]:::")
                    .append(className(box.owner()));
            if (!box.lines().isEmpty()) {
                text.append(" {\n");
                box.lines().forEach(line -> column(text, line));
                text.append("    }");
            }
            text.append('\n');
        }
        for (Line line : drawing.lines()) {
            text.append("    t")
                    .append(line.from())
                    .append(line.isUnique() ? " |o--" : " }o--")
                    .append(line.isOptional() ? "o| t" : "|| t")
                    .append(line.to())
                    .append(" : ")
                    .append(MermaidText.quoted(String.join(", ", line.key().columns())))
                    .append('\n');
        }
        for (Owner owner : drawing.owners()) {
            text.append("    classDef ")
                    .append(className(owner))
                    .append(' ')
                    .append(MermaidText.style(owner))
                    .append('\n');
        }
        return text.toString();
    }

    private static String className(Owner owner) {
        return "owner" + owner.index();
    }

    private static void column(StringBuilder text, ColumnLine line) {
        String name = line.column().name();
        String word = MermaidText.word(name);
        text.append("        ")
                .append(MermaidText.word(line.type()))
                .append(' ')
                .append(word);
        if (line.isPrimary() || line.isForeign()) {
            text.append(' ').append(line.mark().replace(" ", ", "));
        }
        if (!word.equals(name)) {
            text.append(' ').append(MermaidText.quoted(name));
        }
        text.append('\n');
    }
}
