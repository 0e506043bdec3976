package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.project.Origin;
import dev.trellis.schema.Definition;
import dev.trellis.schema.SqlText;
import java.util.List;

/** Writes the list of views, functions and other definitions, and a page for each. */
final class DefinitionPages {
    private static final int PAGE = 500;

    private final SiteContent content;
    private final SiteFolder folder;

    DefinitionPages(SiteContent content, SiteFolder folder) {
        this.content = content;
        this.folder = folder;
    }

    void write() {
        List<Definition> all =
                List.copyOf(content.schema().schema().definitions().values());
        ListPages.write(content, folder, Address.DEFINITIONS, "Definitions", all, PAGE, this::list);
        all.forEach(this::write);
    }

    void list(Page page, List<Definition> definitions) {
        if (definitions.isEmpty()) {
            page.paragraph("There are no views, functions, triggers or other definitions.");
            return;
        }
        page.table("Definitions", "Name", "Kind", "Branch", "Created by", "Comment");
        for (Definition definition : definitions) {
            Html html = page.html().open("tr").open("th", "scope", "row");
            page.link(definition.name().toString(), Address.of(definition.name()));
            html.close().element("td", definition.kind().words()).open("td");
            page.owner(content.schema().of(definition.name()));
            html.close().open("td");
            Origin origin = content.state().definitionOrigins().get(definition.name());
            if (origin != null) {
                page.revision(origin.created());
            }
            html.close()
                    .element("td", definition.comment() == null ? "" : definition.comment())
                    .end();
        }
        page.endTable();
    }

    private void write(Definition definition) {
        String path = Address.of(definition.name());
        Page page = new Page(content, path, definition.name().describe());
        page.heading(definition.name().describe());
        Html html = page.html().open("dl", "class", "facts");
        page.term("Branch");
        page.owner(content.schema().of(definition.name()));
        html.close();
        if (definition.name().table() != null) {
            page.term("Table");
            page.link(definition.name().table());
            html.close();
        }
        Origin origin = content.state().definitionOrigins().get(definition.name());
        if (origin != null) {
            page.term("Created by");
            page.revision(origin.created());
            html.close();
            if (!origin.changed().isEmpty()) {
                page.term("Changed by");
                page.revisions(origin.changed());
                html.close();
            }
        }
        html.end();
        page.comment(definition.comment());
        page.section("SQL");
        definition.sql().byDialect().forEach((dialect, sql) -> {
            if (!dialect.equals(SqlText.DEFAULT) || definition.sql().byDialect().size() > 1) {
                html.element("h3", dialect.equals(SqlText.DEFAULT) ? "other databases" : dialect);
            }
            page.code("SQL of " + definition.name().describe(), sql.isBlank() ? "(no text)" : sql);
        });
        folder.write(path, page.finish());
    }
}
