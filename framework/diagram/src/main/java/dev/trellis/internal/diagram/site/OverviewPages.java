package dev.trellis.internal.diagram.site;

import dev.trellis.branch.Branch;
import dev.trellis.internal.diagram.project.DatabaseStatus;
import dev.trellis.internal.diagram.project.Owner;
import dev.trellis.internal.diagram.project.RevisionNode;
import dev.trellis.internal.diagram.project.RevisionNode.State;
import dev.trellis.report.HistoryEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Writes the start page, the state of the database and the search. */
final class OverviewPages {
    private static final int ATTEMPTS = 200;

    private final SiteContent content;
    private final SiteFolder folder;
    private final List<RevisionNode> pending;

    OverviewPages(SiteContent content, SiteFolder folder) {
        this.content = content;
        this.folder = folder;
        this.pending = content.revisions().stream()
                .filter(revision -> revision.state() == State.PENDING)
                .toList();
    }

    void write() {
        start();
        database();
        search();
    }

    private void start() {
        Page page = new Page(content, Address.START, content.title());
        page.heading(content.title());
        Html html = page.html().open("ul", "class", "figures");
        figure(page, content.schema().tables().size(), "tables", Address.ofList(Address.TABLES, 0));
        figure(
                page,
                content.schema().schema().definitions().size(),
                "definitions",
                Address.ofList(Address.DEFINITIONS, 0));
        figure(page, content.revisions().size(), "revisions", Address.ofList(Address.REVISIONS, 0));
        if (content.database().applied() != null) {
            figure(page, pending.size(), "pending", Address.DATABASE);
        }
        html.end();
        page.section("Branches");
        page.table("Branches", "Branch", "Kind", "Tables", "Revisions", "Heads", "Declared in");
        for (Owner owner : content.project().owners()) {
            Branch branch = content.project().branches().require(owner.label());
            List<RevisionNode> revisions = content.revisions().stream()
                    .filter(revision -> revision.owner().equals(owner))
                    .toList();
            html.open("tr").open("th", "scope", "row");
            page.owner(owner);
            html.close()
                    .element("td", owner.isProtected() ? "base schema" : "custom")
                    .element("td", String.valueOf(content.schema().tables(owner).size()), "class", "number")
                    .element("td", String.valueOf(revisions.size()), "class", "number")
                    .open("td");
            page.revisions(revisions.stream()
                    .filter(RevisionNode::isHead)
                    .map(RevisionNode::id)
                    .toList());
            html.close().element("td", branch.origin()).end();
        }
        page.endTable();
        if (!content.state().notes().isEmpty()) {
            page.section("Limits");
            page.paragraph("The tables are computed from the operations of the scripts, without a database.");
            html.open("ul");
            content.state().notes().forEach(note -> html.element("li", note));
            html.end();
        }
        folder.write(Address.START, page.finish());
    }

    private static void figure(Page page, int number, String name, String address) {
        page.html()
                .open("li")
                .open("a", "href", page.to(address))
                .element("strong", String.valueOf(number))
                .text(" " + name)
                .close()
                .end();
    }

    private void database() {
        DatabaseStatus status = content.database();
        Page page = new Page(content, Address.DATABASE, "Database");
        page.heading("Database");
        if (status.note() != null && !status.note().isEmpty()) {
            page.paragraph(sentence(status.note()));
        }
        if (status.applied() != null) {
            Html html = page.html().open("dl", "class", "facts");
            page.term("Database").element("code", status.database()).close();
            page.term("Kind").text(status.kind()).close();
            page.term("Applied")
                    .text(status.applied().size() + " of " + content.revisions().size() + " revisions")
                    .close();
            page.term("Current");
            page.revisions(status.current());
            html.close().end();
            page.section("Pending");
            if (pending.isEmpty()) {
                page.paragraph("All revisions are applied.");
            } else {
                page.paragraph("An upgrade to the heads runs these revisions in this order.");
                RevisionPages.list(
                        content, page, pending.stream().map(RevisionNode::id).toList(), "Pending revisions");
            }
            attempts(page, status.attempts());
        }
        folder.write(Address.DATABASE, page.finish());
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1) + ".";
    }

    private static void attempts(Page page, List<HistoryEntry> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        page.section("History");
        if (attempts.size() > ATTEMPTS) {
            page.paragraph("The newest " + ATTEMPTS + " of " + attempts.size() + " runs of a revision.");
        }
        List<HistoryEntry> newest =
                new ArrayList<>(attempts.subList(Math.max(0, attempts.size() - ATTEMPTS), attempts.size()));
        Collections.reverse(newest);
        AttemptTable.write(page.html(), newest, page::revision);
    }

    private void search() {
        Page page = new Page(content, Address.SEARCH, "Search");
        page.heading("Search");
        Html html = page.html()
                .open("form", "class", "search wide", "role", "search", "action", Address.SEARCH, "method", "get");
        html.element("label", "Name of a table, column, definition or branch, or a word of a revision", "for", "query");
        html.empty("input", "id", "query", "name", "q", "type", "search", "autocomplete", "off");
        html.element("button", "Search", "type", "submit").end();
        html.open("noscript")
                .element(
                        "p", "The search needs JavaScript. Use the lists of tables, definitions and revisions instead.")
                .end();
        html.open("p", "id", "status", "role", "status").end();
        html.open("ul", "id", "results", "class", "results").end();
        folder.write(Address.SEARCH, page.finish());
    }
}
