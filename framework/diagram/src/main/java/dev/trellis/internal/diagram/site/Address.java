package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;

/** The paths of pages, relative to the folder of the site. */
public final class Address {
    /** The name of the start page. */
    public static final String START = "index.html";

    static final String DATABASE = "database.html";
    static final String SEARCH = "search.html";
    static final String TABLES = "tables";
    static final String DEFINITIONS = "definitions";
    static final String REVISIONS = "revisions";
    static final String BRANCHES = "branches";
    static final String DIAGRAMS = "diagrams";

    private Address() {}

    static String of(TableName table) {
        String name = table.schema() == null ? table.name() : table.schema() + "\0" + table.name();
        return TABLES + "/" + Slug.of(name) + ".html";
    }

    static String ofColumn(TableName table, String column) {
        return of(table) + "#" + columnAnchor(column);
    }

    static String columnAnchor(String column) {
        return "column-" + Slug.of(column);
    }

    static String of(DefinitionName name) {
        String schema = name.name().schema() == null ? "" : "\0" + name.name().schema();
        return DEFINITIONS + "/" + Slug.of(name.kind().key() + " " + name + schema) + ".html";
    }

    /** Returns the address of the page of a revision. */
    public static String ofRevision(String id) {
        return REVISIONS + "/" + Slug.of(id) + ".html";
    }

    static String of(Owner owner) {
        return BRANCHES + "/" + Slug.of(owner.label()) + ".html";
    }

    static String ofDiagram(String part) {
        return DIAGRAMS + "/" + (part.isEmpty() ? START : Slug.of("part " + part) + ".html");
    }

    /** Returns the address of a page of a list; the first is the start page of the folder. */
    static String ofList(String folder, int page) {
        return folder + "/" + (page == 0 ? START : "page-" + (page + 1) + ".html");
    }
}
