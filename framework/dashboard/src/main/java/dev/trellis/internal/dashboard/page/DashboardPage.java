package dev.trellis.internal.dashboard.page;

import dev.trellis.error.Problem;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.diagram.site.Address;
import dev.trellis.internal.diagram.site.Frame;
import dev.trellis.internal.diagram.site.Frame.Section;
import dev.trellis.internal.diagram.site.Html;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the dashboard with its frame. */
final class DashboardPage {
    private static final String SITE = "/site/";

    private final Html html = new Html();
    private final Frame frame;

    /**
     * Begins a page.
     *
     * @param project the name of the project
     * @param refreshSeconds the time after which a browser without JavaScript loads the page again; 0 for never
     */
    DashboardPage(String project, String title, String path, int refreshSeconds) {
        List<Section> sections = List.of(
                new Section("Live", "/", path.equals("/") ? "page" : "true"),
                new Section("Overview", SITE + Address.START, null),
                new Section("Tables", SITE + "tables/" + Address.START, null),
                new Section("Diagrams", SITE + "diagrams/" + Address.START, null),
                new Section("Definitions", SITE + "definitions/" + Address.START, null),
                new Section("Revisions", SITE + "revisions/" + Address.START, null));
        frame = new Frame(
                project,
                "/",
                "/",
                sections,
                "Served by Trellis. Read at " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ".");
        frame.begin(html, new Frame.Head(title, List.of("/live.js"), refreshSeconds, false));
        html.element("h1", title).markup("\n");
    }

    Html html() {
        return html;
    }

    /** Returns the complete page. */
    String finish() {
        frame.finish(html);
        return html.toString();
    }

    /** Opens a part that the script loads again; the caller closes it. */
    Html openLive(String id, int seconds) {
        html.open("div", "id", id, "data-live", String.valueOf(seconds));
        return html;
    }

    /** Writes the navigation between the pages of an environment. */
    DashboardPage tabs(Environment environment, String current) {
        html.open("nav", "aria-label", "Pages of this database", "class", "tabs")
                .open("ul");
        for (String name : List.of("Pending", "History", "Log")) {
            String address = address(environment, name);
            html.open("li");
            if (name.equals(current)) {
                html.element("a", name, "href", address, "aria-current", "page");
            } else {
                html.element("a", name, "href", address);
            }
            html.close();
        }
        html.close().end();
        html.open("p")
                .text("Database: ")
                .element("code", environment.database())
                .end();
        return this;
    }

    /** Returns the address of a page of an environment. */
    static String address(Environment environment, String name) {
        return "/live/" + environment.name().slug() + "/" + name.toLowerCase(java.util.Locale.ROOT);
    }

    /** Writes problems with their advice. */
    static void problems(Html html, List<Problem> problems) {
        for (Problem problem : problems) {
            html.open("div", "class", "problem").open("p");
            html.element("strong", "error: " + problem.name() + ":").text(" ");
            if (problem.location() != null) {
                html.text(problem.location() + ": ");
            }
            html.text(problem.message()).close();
            if (problem.advice() != null) {
                html.open("p").open("span", "class", "note");
                html.lines(problem.advice()).close().close();
            }
            html.end();
        }
    }

    /** Writes the identifier of a revision, as a link if the documentation site contains it. */
    static void revision(Html html, String id, boolean isOnSite) {
        if (isOnSite) {
            html.open("a", "class", "revision", "href", SITE + Address.ofRevision(id))
                    .element("code", id)
                    .close();
        } else {
            html.element("code", id, "class", "revision");
        }
    }

    /** Writes a fact in a list of facts, unless it is empty. */
    static void fact(Html html, String name, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            html.term(name).text(text).close();
        }
    }

    /** Returns a number of revisions in words. */
    static String revisions(int count) {
        return count == 1 ? "1 revision" : count + " revisions";
    }
}
