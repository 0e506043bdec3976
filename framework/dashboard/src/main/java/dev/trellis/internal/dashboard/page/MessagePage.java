package dev.trellis.internal.dashboard.page;

import dev.trellis.error.Problem;
import dev.trellis.internal.diagram.site.Html;
import java.util.List;

/** Pages with a sentence, a list of problems or the form for the token. */
public final class MessagePage {
    private MessagePage() {}

    /** Returns a page with a sentence. */
    public static String of(String project, String title, String sentence) {
        DashboardPage page = new DashboardPage(project, title, "", 0);
        page.html().paragraph(sentence);
        return page.finish();
    }

    /** Returns a page with a sentence that the browser soon loads again, with and without JavaScript. */
    public static String waiting(String project, String title, String sentence) {
        DashboardPage page = new DashboardPage(project, title, "", 2);
        page.openLive("waiting", 2).paragraph(sentence).end();
        return page.finish();
    }

    /** Returns a page with problems. */
    public static String of(String project, String title, List<Problem> problems) {
        DashboardPage page = new DashboardPage(project, title, "", 0);
        DashboardPage.problems(page.html(), problems);
        return page.finish();
    }

    /** Returns the page with the form for the one-time token. */
    public static String login(String project) {
        DashboardPage page = new DashboardPage(project, "Permit upgrades", "/login", 0);
        Html html = page.html();
        html.paragraph("The terminal in which the dashboard was started shows the token. It admits one browser, once.");
        html.open("form", "method", "post", "action", "/login", "class", "search wide");
        html.element("label", "Token", "for", "token");
        html.empty(
                "input",
                "id",
                "token",
                "name",
                "token",
                "type",
                "password",
                "autocomplete",
                "off",
                "required",
                "required");
        html.element("button", "Permit upgrades in this browser", "type", "submit")
                .end();
        return page.finish();
    }
}
