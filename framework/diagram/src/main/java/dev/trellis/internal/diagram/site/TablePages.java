package dev.trellis.internal.diagram.site;

import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.internal.diagram.format.SchemaDrawing;
import dev.trellis.internal.diagram.format.SchemaSvg;
import dev.trellis.internal.diagram.format.SvgOptions;
import dev.trellis.internal.diagram.format.TableBox;
import dev.trellis.internal.diagram.project.Origin;
import dev.trellis.internal.diagram.project.OwnedSchema.Reference;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.TableOrigin;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.ReferentialAction;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the list of tables and a page for each table. */
final class TablePages {
    private static final int PAGE = 500;
    private static final int NEIGHBOURS = 12;

    private final SiteContent content;
    private final SiteFolder folder;

    TablePages(SiteContent content, SiteFolder folder) {
        this.content = content;
        this.folder = folder;
    }

    void write() {
        ListPages.write(
                content,
                folder,
                Address.TABLES,
                "Tables",
                List.copyOf(content.schema().tables()),
                PAGE,
                (page, tables) -> list(page, tables, "Tables"));
        content.schema().tables().forEach(this::write);
    }

    /** Writes a list of tables. */
    void list(Page page, List<Table> tables, String caption) {
        if (tables.isEmpty()) {
            page.paragraph("There are no tables.");
            return;
        }
        page.table(caption, "Table", "Branch", "Columns", "Created by", "Comment");
        for (Table table : tables) {
            Html html = page.html().open("tr").open("th", "scope", "row");
            page.link(table.name());
            html.close().open("td");
            page.owner(content.schema().of(table.name()));
            html.close()
                    .element("td", String.valueOf(table.columns().size()), "class", "number")
                    .open("td");
            TableOrigin origin = content.state().origins().get(table.name());
            if (origin != null) {
                page.revision(origin.table().created());
            }
            html.close()
                    .element("td", table.comment() == null ? "" : table.comment())
                    .end();
        }
        page.endTable();
    }

    private void write(Table table) {
        String path = Address.of(table.name());
        Page page = new Page(content, path, table.name().toString());
        TableOrigin origin = content.state().origins().get(table.name());
        page.heading(table.name().toString());
        facts(page, table, origin);
        page.comment(table.comment());
        columns(page, table, origin);
        keys(page, table);
        references(page, table);
        indexes(page, table);
        checks(page, table);
        definitions(page, table.name());
        diagram(page, table);
        if (origin != null && !origin.table().changed().isEmpty()) {
            history(page, origin.table());
        }
        folder.write(path, page.finish());
    }

    private void facts(Page page, Table table, @Nullable TableOrigin origin) {
        Html html = page.html().open("dl", "class", "facts");
        page.term("Branch");
        page.owner(content.schema().of(table.name()));
        html.close();
        if (origin != null) {
            page.term("Created by");
            page.revision(origin.table().created());
            html.close();
        }
        if (table.options().partitionOf() != null) {
            page.term("Partition of");
            page.link(table.options().partitionOf().table());
            html.close();
        }
        if (!table.options().inherits().isEmpty()) {
            page.term("Inherits");
            for (TableName parent : table.options().inherits()) {
                page.link(parent);
                html.text(" ");
            }
            html.close();
        }
        html.end();
    }

    private void columns(Page page, Table table, @Nullable TableOrigin origin) {
        page.section("Columns");
        page.table(
                "Columns of " + table.name(), "Column", "Type", "Null", "Default", "Key", "Created by", "Changed by");
        Set<String> foreign = new LinkedHashSet<>();
        table.foreignKeys().forEach(key -> foreign.addAll(key.columns()));
        for (Column column : table.columns()) {
            Html html = page.html().open("tr", "id", Address.columnAnchor(column.name()));
            html.open("th", "scope", "row").element("code", column.name());
            if (column.comment() != null) {
                html.element("span", column.comment(), "class", "note");
            }
            html.close().open("td").element("code", TableBox.typeText(column.type()));
            if (column.type() instanceof Enumeration enumeration) {
                html.element("span", String.join(", ", enumeration.values()), "class", "note");
            }
            html.close().element("td", table.isRequired(column) ? "no" : "yes").open("td");
            value(html, column);
            String key = (table.inPrimaryKey(column.name()) ? "primary " : "")
                    + (foreign.contains(column.name()) ? "foreign" : "");
            html.close().element("td", key.strip()).open("td");
            Origin ofColumn = origin == null ? null : origin.columns().get(column.name());
            if (ofColumn != null) {
                Owner owner = content.schema().of(table.name());
                page.revision(ofColumn.created(), owner);
                html.close().open("td");
                ofColumn.changed().forEach(id -> page.revision(id, owner).html().text(" "));
            } else {
                html.close().open("td");
            }
            html.close().end();
        }
        page.endTable();
    }

    private static void value(Html html, Column column) {
        if (column.defaultValue() != null) {
            html.element("code", column.defaultValue().toString());
        } else if (column.identity() != null) {
            html.text(column.identity().always() ? "identity, always" : "identity");
        } else if (column.computed() != null) {
            html.text("computed: ").element("code", column.computed().sql().toString());
        }
        if (column.onUpdate() != null) {
            html.text(" on update ").element("code", column.onUpdate().toString());
        }
    }

    private static void keys(Page page, Table table) {
        if (table.primaryKey() == null && table.uniques().isEmpty()) {
            return;
        }
        page.section("Keys");
        page.table("Keys of " + table.name(), "Kind", "Columns", "Name");
        if (table.primaryKey() != null) {
            key(
                    page,
                    "primary key",
                    table.primaryKey().columns(),
                    table.primaryKey().name());
        }
        for (UniqueConstraint unique : table.uniques()) {
            key(page, "unique", unique.columns(), unique.name());
        }
        page.endTable();
    }

    private static void key(Page page, String kind, List<String> columns, @Nullable String name) {
        Html html = page.html().open("tr").element("td", kind).open("td");
        columns(page, columns);
        html.close().element("td", name == null ? "" : name).end();
    }

    /** Writes links to columns of the table of the page. */
    private static void columns(Page page, List<String> columns) {
        for (int i = 0; i < columns.size(); i++) {
            page.html()
                    .text(i == 0 ? "" : ", ")
                    .open("a", "href", "#" + Address.columnAnchor(columns.get(i)))
                    .element("code", columns.get(i))
                    .close();
        }
    }

    private void references(Page page, Table table) {
        if (!table.foreignKeys().isEmpty()) {
            page.section("Foreign keys");
            page.table("Foreign keys of " + table.name(), "Columns", "Refers to", "On delete", "On update", "Name");
            for (ForeignKey key : table.foreignKeys()) {
                Html html = page.html().open("tr").open("td");
                columns(page, key.columns());
                html.close().open("td");
                page.link(key.referredTable());
                html.text(" (" + String.join(", ", key.referredColumns()) + ")").close();
                html.element("td", words(key.onDelete())).element("td", words(key.onUpdate()));
                html.element("td", key.name() == null ? "" : key.name()).end();
            }
            page.endTable();
        }
        List<Reference> references = content.references().getOrDefault(table.name(), List.of());
        if (!references.isEmpty()) {
            page.section("Referred to by");
            page.table("Foreign keys that refer to " + table.name(), "Table", "Columns", "Branch");
            for (Reference reference : references) {
                Html html = page.html().open("tr").open("td");
                page.link(reference.table().name());
                html.close()
                        .element("td", String.join(", ", reference.key().columns()))
                        .open("td");
                page.owner(content.schema().of(reference.table().name()));
                html.close().end();
            }
            page.endTable();
        }
    }

    private static String words(ReferentialAction action) {
        return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void indexes(Page page, Table table) {
        if (table.indexes().isEmpty()) {
            return;
        }
        page.section("Indexes");
        page.table("Indexes of " + table.name(), "Name", "Columns", "Unique", "Condition");
        for (Index index : table.indexes()) {
            String parts = index.parts().stream()
                    .map(part -> part.column() == null ? String.valueOf(part.expression()) : part.column())
                    .collect(Collectors.joining(", "));
            page.html()
                    .open("tr")
                    .element("td", index.name() == null ? "" : index.name())
                    .open("td")
                    .element("code", parts)
                    .close()
                    .element("td", index.unique() ? "yes" : "no")
                    .element("td", index.where() == null ? "" : index.where().toString())
                    .end();
        }
        page.endTable();
    }

    private static void checks(Page page, Table table) {
        if (table.checks().isEmpty()) {
            return;
        }
        page.section("Checks");
        page.table("Checks of " + table.name(), "Name", "Condition");
        table.checks()
                .forEach(check -> page.html()
                        .open("tr")
                        .element("td", check.name() == null ? "" : check.name())
                        .open("td")
                        .element("code", check.sql().toString())
                        .close()
                        .end());
        page.endTable();
    }

    private void definitions(Page page, TableName table) {
        List<Definition> own = content.schema().schema().definitions().values().stream()
                .filter(definition -> definition.name().isOn(table))
                .toList();
        if (!own.isEmpty()) {
            page.section("Triggers and policies");
            page.html().open("ul");
            for (Definition definition : own) {
                page.html().open("li");
                page.link(definition.name().describe(), Address.of(definition.name()));
                page.html().text(" ");
                page.owner(content.schema().of(definition.name()));
                page.html().end();
            }
            page.html().end();
        }
    }

    private void diagram(Page page, Table table) {
        Set<TableName> shown = new LinkedHashSet<>();
        shown.add(table.name());
        table.foreignKeys().forEach(key -> shown.add(key.referredTable()));
        List<Reference> references = content.references().getOrDefault(table.name(), List.of());
        references.stream()
                .limit(NEIGHBOURS)
                .forEach(reference -> shown.add(reference.table().name()));
        if (shown.size() == 1) {
            return;
        }
        page.section("Diagram");
        if (references.size() > NEIGHBOURS) {
            page.paragraph("The diagram shows " + NEIGHBOURS + " of the " + references.size()
                    + " foreign keys that refer to the table.");
        }
        SchemaDrawing drawing = SchemaDrawing.around(table.name(), content.schema(), shown, ColumnDetail.KEYS);
        page.html().open("div", "class", "diagram", "role", "region", "aria-label", "Diagram", "tabindex", "0");
        page.html()
                .markup(SchemaSvg.of(drawing, new SvgOptions(false, name -> page.to(Address.of(name)))))
                .end();
    }

    private void history(Page page, Origin origin) {
        page.section("History");
        List<String> ids = new ArrayList<>();
        ids.add(origin.created());
        ids.addAll(origin.changed());
        RevisionPages.list(content, page, ids, "Revisions that changed the table");
    }
}
