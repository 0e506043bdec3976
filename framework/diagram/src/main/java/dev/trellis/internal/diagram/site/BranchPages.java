package dev.trellis.internal.diagram.site;

import dev.trellis.branch.Branch;
import dev.trellis.internal.diagram.format.SchemaParts.Part;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import dev.trellis.schema.Definition;
import java.util.List;

/** Writes a page for each branch. */
final class BranchPages {
    private final SiteContent content;
    private final SiteFolder folder;
    private final TablePages tables;
    private final DefinitionPages definitions;
    private final DiagramPages diagrams;

    BranchPages(
            SiteContent content,
            SiteFolder folder,
            TablePages tables,
            DefinitionPages definitions,
            DiagramPages diagrams) {
        this.content = content;
        this.folder = folder;
        this.tables = tables;
        this.definitions = definitions;
        this.diagrams = diagrams;
    }

    void write() {
        content.project().owners().forEach(this::write);
    }

    private void write(Owner owner) {
        Branch branch = content.project().branches().require(owner.label());
        List<RevisionNode> revisions = content.revisions().stream()
                .filter(revision -> revision.owner().equals(owner))
                .toList();
        Page page = new Page(content, Address.of(owner), "Branch " + owner.label());
        page.heading("Branch " + owner.label());
        Html html = page.html().open("dl", "class", "facts");
        page.term("Label");
        page.owner(owner);
        html.close();
        page.term("Protection").text(protection(branch)).close();
        if (branch.tablePrefix() != null) {
            page.term("Table prefix").element("code", branch.tablePrefix()).close();
        }
        page.term("Declared in").text(branch.origin()).close();
        page.term("Revisions").text(count(revisions)).close();
        List<String> heads = revisions.stream()
                .filter(RevisionNode::isHead)
                .map(RevisionNode::id)
                .toList();
        page.term(heads.size() == 1 ? "Head" : "Heads");
        page.revisions(heads);
        html.close();
        List<Part> parts = diagrams.of(owner);
        if (!parts.isEmpty()) {
            page.term(parts.size() == 1 ? "Diagram" : "Diagrams");
            for (int i = 0; i < parts.size(); i++) {
                html.text(i == 0 ? "" : ", ");
                Part part = parts.get(i);
                page.link(part.name().isEmpty() ? "all tables" : part.name(), Address.ofDiagram(part.name()));
            }
            html.close();
        }
        html.end();
        page.section("Tables");
        tables.list(page, content.schema().tables(owner), "Tables of the branch");
        List<Definition> own = content.schema().schema().definitions().values().stream()
                .filter(definition -> content.schema().of(definition.name()).equals(owner))
                .toList();
        if (!own.isEmpty()) {
            page.section("Definitions");
            definitions.list(page, own);
        }
        folder.write(Address.of(owner), page.finish());
    }

    private static String count(List<RevisionNode> revisions) {
        long pending = revisions.stream()
                .filter(revision -> revision.state() == State.PENDING)
                .count();
        return revisions.size() + (pending == 0 ? "" : ", of which " + pending + " pending");
    }

    private static String protection(Branch branch) {
        if (!branch.isProtected()) {
            return "none: a custom branch";
        }
        return branch.maintain()
                ? "a base schema that this project maintains"
                : "a base schema whose tables no other branch may change";
    }
}
