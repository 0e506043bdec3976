package dev.trellis.internal.diagram.site;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.internal.diagram.format.SchemaDrawing;
import dev.trellis.internal.diagram.format.SchemaParts;
import dev.trellis.internal.diagram.format.SchemaParts.Part;
import dev.trellis.internal.diagram.format.SchemaSvg;
import dev.trellis.internal.diagram.format.SvgOptions;
import dev.trellis.internal.diagram.project.Owner;
import java.util.List;

/** Writes the diagrams of all tables: one, or one for each part of a large schema. */
final class DiagramPages {
    /** The largest number of tables of one diagram. */
    private static final int MOST = 60;

    private final SiteContent content;
    private final SiteFolder folder;
    private final List<Part> parts;

    DiagramPages(SiteContent content, SiteFolder folder) {
        this.content = content;
        this.folder = folder;
        this.parts = SchemaParts.of(content.schema(), MOST);
    }

    void write() {
        if (parts.size() == 1 && parts.get(0).name().isEmpty()) {
            draw(parts.get(0), "Diagram of all tables");
            return;
        }
        Page page = new Page(content, Address.ofDiagram(""), "Diagrams");
        page.heading("Diagrams");
        page.paragraph(
                "The tables are drawn in parts: by branch, and a large branch along its foreign keys. A table of another"
                        + " part has a dashed border.");
        page.html().open("ul");
        for (Part part : parts) {
            page.html().open("li");
            page.link(part.name(), Address.ofDiagram(part.name()));
            page.html()
                    .text(" (" + part.tables().size() + (part.tables().size() == 1 ? " table)" : " tables)"))
                    .end();
            draw(part, "Diagram of " + part.name());
        }
        page.html().end();
        folder.write(Address.ofDiagram(""), page.finish());
    }

    /** Returns the parts that contain tables of an owner. */
    List<Part> of(Owner owner) {
        return parts.stream()
                .filter(part -> part.tables().stream()
                        .anyMatch(table -> content.schema().of(table).equals(owner)))
                .toList();
    }

    private void draw(Part part, String title) {
        String path = Address.ofDiagram(part.name());
        Page page = new Page(content, path, title);
        page.heading(title);
        SchemaDrawing drawing = SchemaDrawing.of(
                part.name().isEmpty() ? content.title() : part.name(),
                content.schema(),
                part.tables(),
                ColumnDetail.forTables(part.tables().size()),
                !part.name().isEmpty());
        page.html().open("div", "class", "diagram", "role", "region", "aria-label", title, "tabindex", "0");
        page.html()
                .markup(SchemaSvg.of(drawing, new SvgOptions(false, name -> page.to(Address.of(name)))))
                .end();
        folder.write(path, page.finish());
    }
}
