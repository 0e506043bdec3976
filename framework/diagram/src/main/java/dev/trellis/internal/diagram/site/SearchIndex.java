package dev.trellis.internal.diagram.site;

import dev.trellis.internal.diagram.format.PrintableText;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Table;

/**
 * Writes the index of the search as a script, which a page on a disk can load. Each entry is an array: kind, name, address, label
 * of the branch, and, of a table, the names of its columns with the anchors of those that differ.
 */
final class SearchIndex {
    private final StringBuilder script = new StringBuilder("window.trellisIndex = [\n");

    private SearchIndex() {}

    static void write(SiteContent content, SiteFolder folder) {
        SearchIndex index = new SearchIndex();
        for (Owner owner : content.project().owners()) {
            index.entry("branch", owner.label(), Address.of(owner), owner.label(), "");
        }
        for (Table table : content.schema().tables()) {
            index.entry(
                    "table",
                    table.name().toString(),
                    Address.of(table.name()),
                    content.schema().of(table.name()).label(),
                    columns(table));
        }
        for (Definition definition : content.schema().schema().definitions().values()) {
            index.entry(
                    definition.kind().words(),
                    definition.name().toString(),
                    Address.of(definition.name()),
                    content.schema().of(definition.name()).label(),
                    "");
        }
        for (RevisionNode revision : content.revisions()) {
            index.entry(
                    "revision",
                    revision.id() + " " + revision.message(),
                    Address.ofRevision(revision.id()),
                    revision.owner().label(),
                    "");
        }
        index.script.append("];\n");
        folder.write("search-index.js", index.script.toString());
    }

    /** Appends an entry. */
    private void entry(String kind, String name, String address, String branch, String columns) {
        script.append('[')
                .append(string(kind))
                .append(',')
                .append(string(name))
                .append(',')
                .append(string(address))
                .append(',')
                .append(string(branch))
                .append(columns)
                .append("],\n");
    }

    private static String columns(Table table) {
        StringBuilder columns = new StringBuilder(",[");
        for (String column : table.columnNames()) {
            String slug = Slug.of(column);
            columns.append(slug.equals(column) ? string(column) : "[" + string(column) + "," + string(slug) + "]")
                    .append(',');
        }
        return columns.append(']').toString();
    }

    /** Returns a string of JavaScript, in which a text can end neither the string nor the script. */
    private static String string(String text) {
        StringBuilder string = new StringBuilder("\"");
        for (char c : PrintableText.line(text).toCharArray()) {
            if (c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c < 0x20 || c == 0x2028 || c == 0x2029) {
                string.append("\\u").append(String.format("%04x", (int) c));
            } else {
                string.append(c);
            }
        }
        return string.append('"').toString();
    }
}
