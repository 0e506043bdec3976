package dev.trellis.internal.diagram.site;

import dev.trellis.internal.command.RevisionSql.Compiled;
import dev.trellis.internal.diagram.format.GraphSvg;
import dev.trellis.internal.diagram.project.GraphRow;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the revision graph as a list, and a page for each revision. */
final class RevisionPages {
    private static final int PAGE = 250;

    private final SiteContent content;
    private final SiteFolder folder;
    private final Function<MigrationScript, Body> bodies;

    /**
     * Creates the writer.
     *
     * @param bodies parses a script for the configured database
     */
    RevisionPages(SiteContent content, SiteFolder folder, Function<MigrationScript, Body> bodies) {
        this.content = content;
        this.folder = folder;
        this.bodies = bodies;
    }

    void write() {
        List<RevisionNode> newestFirst = new ArrayList<>(content.revisions());
        Collections.reverse(newestFirst);
        List<GraphRow> graph = GraphRow.of(newestFirst);
        boolean hasState = content.database().applied() != null;
        ListPages.write(content, folder, Address.REVISIONS, "Revisions", graph, PAGE, (page, rows) -> {
            page.paragraph(graph.size()
                    + " revisions, newest first. A line leads from a revision down to the revision below it."
                    + (hasState ? " An empty circle is a revision that is not applied to the database." : ""));
            graph(page, rows, GraphRow.width(graph), hasState);
        });
        content.revisions().forEach(this::write);
    }

    private static void graph(Page page, List<GraphRow> rows, int width, boolean hasState) {
        String[] columns = hasState
                ? new String[] {"Graph", "Revision", "Message", "Branch", "State", "Needs"}
                : new String[] {"Graph", "Revision", "Message", "Branch", "Needs"};
        page.html().open("div", "class", "graph");
        page.table("Revision graph, newest first", columns);
        for (GraphRow row : rows) {
            RevisionNode node = row.revision();
            Html html = page.html().open("tr").open("td", "class", "lanes");
            html.markup(GraphSvg.cell(row, width)).close().open("th", "scope", "row");
            page.revision(node.id());
            html.close().element("td", node.message(), "class", "message").open("td");
            page.owner(node.owner());
            html.close().open("td");
            if (hasState) {
                page.state(node.state());
                html.close().open("td");
            }
            page.revisions(node.dependencies());
            html.close().end();
        }
        page.endTable();
        page.html().end();
    }

    /** Writes a list of revisions in the given order. */
    static void list(SiteContent content, Page page, List<String> ids, String caption) {
        page.table(caption, "Revision", "Branch", "Message", "State");
        for (String id : ids) {
            RevisionNode node = content.revisionsById().get(id);
            Html html = page.html().open("tr").open("th", "scope", "row");
            page.revision(id);
            html.close().open("td");
            if (node != null) {
                page.owner(node.owner());
            }
            html.close().element("td", node == null ? "" : node.message()).open("td");
            page.state(node == null ? State.UNKNOWN : node.state());
            html.close().end();
        }
        page.endTable();
    }

    private void write(RevisionNode node) {
        String path = Address.ofRevision(node.id());
        String title = node.message().isBlank() ? node.id() : node.message();
        Page page = new Page(content, path, title + " \u00b7 " + node.id());
        page.heading(title);
        MigrationScript script = content.project().branches().script(node.id());
        facts(page, node, script);
        if (script != null) {
            Body body = bodies.apply(script);
            operations(page, "Upgrade", body.upgrade());
            operations(page, "Downgrade", body.downgrade());
        }
        sql(page, node);
        ScriptFile file = script == null ? null : script.file();
        if (file != null) {
            page.section("Script");
            page.html().open("details").element("summary", "Text of the script");
            page.code("Text of the script", file.text());
            page.html().end();
        }
        folder.write(path, page.finish());
    }

    private void facts(Page page, RevisionNode node, @Nullable MigrationScript script) {
        Html html = page.html().open("dl", "class", "facts");
        page.term("Revision").element("code", node.id()).text(" ");
        page.state(node.state());
        if (node.isHead()) {
            html.text(" ").element("span", "head", "class", "badge");
        }
        html.close();
        page.term("Branch");
        page.owner(node.owner());
        html.close();
        revisions(page, node.parents().size() > 1 ? "Merges" : "Follows", node.parents());
        revisions(page, "Needs", node.dependencies());
        List<String> children = ids(content.project().graph().children(node.id()));
        revisions(page, "Followed by", children);
        List<String> dependents = new ArrayList<>(ids(content.project().graph().dependents(node.id())));
        dependents.removeAll(children);
        revisions(page, "Needed by", dependents);
        if (script != null) {
            if (script.header().created() != null) {
                page.term("Created").element("time", script.header().created()).close();
            }
            page.term("Script").element("code", script.display()).close();
        }
        html.end();
    }

    private static List<String> ids(List<Revision> revisions) {
        return revisions.stream().map(Revision::id).toList();
    }

    private static void revisions(Page page, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            page.term(name);
            page.revisions(ids);
            page.html().close();
        }
    }

    /**
     * Writes a list of operations.
     *
     * @param operations null if the revision cannot be undone
     */
    private void operations(Page page, String title, @Nullable List<LocatedOperation> operations) {
        page.section(title);
        if (operations == null) {
            page.paragraph("This revision cannot be undone.");
            return;
        }
        if (operations.isEmpty()) {
            page.paragraph("Nothing to do.");
            return;
        }
        Html html = page.html().open("ol", "class", "operations");
        for (LocatedOperation each : operations) {
            html.open("li").text(each.operation().describe());
            Set<TableName> tables = new TreeSet<>(each.operation().tables());
            tables.removeIf(table -> content.schema().schema().table(table).isEmpty());
            for (TableName table : tables) {
                html.text(" \u2192 ");
                page.link(table);
            }
            html.end();
        }
        html.end();
    }

    private void sql(Page page, RevisionNode node) {
        page.section("SQL");
        boolean isFirst = true;
        for (Map.Entry<String, Map<String, Compiled>> dialect : content.sql().entrySet()) {
            Compiled compiled = dialect.getValue().get(node.id());
            if (compiled != null) {
                Html html = isFirst
                        ? page.html().open("details", "open", "open")
                        : page.html().open("details");
                isFirst = false;
                html.element("summary", dialect.getKey());
                if (compiled.problem() != null) {
                    page.paragraph("Not available for this database: " + compiled.problem());
                } else if (compiled.statements().isEmpty()) {
                    page.paragraph("No statements.");
                } else {
                    page.code(dialect.getKey(), script(compiled.statements()));
                }
                html.end();
            }
        }
    }

    private static String script(List<String> statements) {
        StringBuilder text = new StringBuilder();
        for (String statement : statements) {
            text.append(statement).append(statement.startsWith("--") || statement.endsWith(";") ? "\n" : ";\n");
        }
        return text.toString();
    }
}
