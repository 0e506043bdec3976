package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page with its frame: head, navigation, search field and footer. */
final class Page {
    private record Section(String name, String address, String folder) {}

    private static final List<Section> SECTIONS = List.of(
            new Section("Overview", Address.START, ""),
            new Section("Tables", Address.ofList(Address.TABLES, 0), Address.TABLES),
            new Section("Diagrams", Address.ofDiagram(""), Address.DIAGRAMS),
            new Section("Definitions", Address.ofList(Address.DEFINITIONS, 0), Address.DEFINITIONS),
            new Section("Revisions", Address.ofList(Address.REVISIONS, 0), Address.REVISIONS),
            new Section("Database", Address.DATABASE, ""));

    private final SiteContent content;
    private final String address;
    private final String root;
    private final Frame frame;
    private final Html html = new Html();

    /**
     * Begins a page.
     *
     * @param address the path of the page
     * @param title its title, which is also its first heading
     */
    Page(SiteContent content, String address, String title) {
        this.content = content;
        this.address = address;
        this.root = address.contains("/") ? "../" : "";
        this.frame = new Frame(
                content.site().title(),
                root + Address.START,
                root,
                sections(),
                "Written by Trellis from the scripts of the project.");
        head(title);
    }

    private void head(String title) {
        boolean isSearch = address.equals(Address.SEARCH);
        List<String> scripts = isSearch ? List.of("search-index.js", "search.js") : List.of();
        frame.begin(html, new Frame.Head(title, scripts, 0, isSearch));
    }

    private List<Frame.Section> sections() {
        List<Frame.Section> sections = new ArrayList<>();
        if (content.site().dashboard() != null) {
            sections.add(new Frame.Section("Databases", root + content.site().dashboard(), null));
        }
        for (Section section : SECTIONS) {
            boolean isHere = section.folder().isEmpty()
                    ? address.equals(section.address())
                    : address.startsWith(section.folder() + "/");
            String current = address.equals(section.address()) ? "page" : "true";
            sections.add(new Frame.Section(section.name(), root + section.address(), isHere ? current : null));
        }
        return sections;
    }

    /** Returns the body of the page. */
    Html html() {
        return html;
    }

    /** Writes the first heading. */
    Page heading(String text) {
        html.element("h1", text).markup("\n");
        return this;
    }

    /** Writes a heading of a section. */
    Page section(String text) {
        html.section(text);
        return this;
    }

    Page paragraph(String text) {
        html.paragraph(text);
        return this;
    }

    /** Returns the path from this page to another. */
    String to(String target) {
        return root + target;
    }

    Page link(String text, String target) {
        html.element("a", text, "href", to(target));
        return this;
    }

    /** Writes a link to a table; only its name if the schema has no such table. */
    Page link(TableName table) {
        if (content.schema().schema().table(table).isPresent()) {
            return link(table.toString(), Address.of(table));
        }
        html.text(table.toString());
        return this;
    }

    /** Writes a link to a revision with its message as an explanation. */
    Page revision(String id) {
        RevisionNode node = content.revisionsById().get(id);
        if (node == null) {
            html.element("code", id);
        } else {
            html.open("a", "class", "revision", "href", to(Address.ofRevision(id)), "title", node.message())
                    .element("code", id)
                    .close();
        }
        return this;
    }

    /** Writes a link to a revision, followed by its branch if that is not the given one. */
    Page revision(String id, Owner expected) {
        revision(id);
        RevisionNode node = content.revisionsById().get(id);
        if (node != null && !node.owner().equals(expected)) {
            html.element("span", node.owner().label(), "class", "note");
        }
        return this;
    }

    Page revisions(List<String> ids) {
        for (int i = 0; i < ids.size(); i++) {
            html.text(i == 0 ? "" : ", ");
            revision(ids.get(i));
        }
        return this;
    }

    /** Writes the label of an owner in its colour, as a link to the branch. */
    Page owner(Owner owner) {
        String name = "owner " + owner.cssClass();
        if (owner.equals(Owner.NONE)) {
            html.element("span", owner.label(), "class", name);
        } else {
            html.element("a", owner.label(), "class", name, "href", to(Address.of(owner)));
        }
        if (owner.isProtected()) {
            html.text(" ").element("span", "protected", "class", "badge");
        }
        return this;
    }

    Page state(State state) {
        if (state != State.UNKNOWN) {
            String name = state == State.APPLIED ? "applied" : "pending";
            html.element("span", name, "class", "badge " + name);
        }
        return this;
    }

    /** Writes a term and opens its description, which the caller closes. */
    Html term(String name) {
        return html.term(name);
    }

    /** Opens a table that scrolls on a narrow screen; {@link #endTable} closes it. */
    Page table(String caption, String... columns) {
        html.table(caption, columns);
        return this;
    }

    Page endTable() {
        html.endTable();
        return this;
    }

    /** Writes text as code, in a region that scrolls. */
    Page code(String label, String text) {
        html.code(label, text);
        return this;
    }

    /** Writes a text if there is one. */
    Page comment(@Nullable String text) {
        if (text != null && !text.isBlank()) {
            html.element("p", text, "class", "comment").markup("\n");
        }
        return this;
    }

    /** Returns the complete page. */
    String finish() {
        frame.finish(html);
        return html.toString();
    }
}
