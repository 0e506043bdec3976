package dev.trellis.internal.dashboard.page;

import dev.trellis.internal.dashboard.live.Answer;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.dashboard.live.LiveState;
import dev.trellis.internal.dashboard.upgrade.UpgradeRun;
import dev.trellis.internal.diagram.site.AttemptTable;
import dev.trellis.internal.diagram.site.Html;
import dev.trellis.report.IncompleteRevision;
import org.jspecify.annotations.Nullable;

/** The page that follows a running upgrade, of this server or of another process. */
public final class LogPage {
    private static final int SECONDS = 2;

    private LogPage() {}

    /**
     * Returns the page.
     *
     * @param run the last upgrade that this server has started in the environment; null for none
     */
    public static String of(
            String project, Environment environment, Answer<LiveState> answer, @Nullable UpgradeRun run) {
        LiveState state = answer.value();
        boolean isRunning = (run != null && run.state() == UpgradeRun.State.RUNNING)
                || (state != null && (state.lockHolder() != null || state.incomplete() != null));
        String title = "Log: " + environment.name().text();
        DashboardPage page =
                new DashboardPage(project, title, DashboardPage.address(environment, "log"), isRunning ? SECONDS : 0);
        page.tabs(environment, "Log");
        page.openLive("log", SECONDS);
        if (run != null) {
            run(page.html(), run);
        }
        if (state == null) {
            DashboardPage.problems(page.html(), answer.problems());
        } else {
            database(page.html(), state);
        }
        page.html().end();
        return page.finish();
    }

    private static void run(Html html, UpgradeRun run) {
        html.section("Upgrade started on this page");
        html.open("p");
        switch (run.state()) {
            case RUNNING -> html.element("span", "running", "class", "badge pending");
            case DONE -> html.element("span", "done", "class", "badge applied");
            case CHANGED -> html.element("span", "nothing was run", "class", "badge failed");
            case FAILED -> html.element("span", "failed", "class", "badge failed");
        }
        html.end();
        html.open("pre", "class", "log", "role", "log", "aria-label", "Log", "tabindex", "0");
        html.lines(String.join("\n", run.lines())).end();
        DashboardPage.problems(html, run.problems());
    }

    private static void database(Html html, LiveState state) {
        html.section("In the database");
        html.open("dl", "class", "facts");
        DashboardPage.fact(
                html, "Migration lock", state.lockHolder() == null ? "no holder is known" : state.lockHolder());
        IncompleteRevision incomplete = state.incomplete();
        if (incomplete != null) {
            DashboardPage.fact(
                    html,
                    "Not complete",
                    incomplete.direction() + " of " + incomplete.revision() + ", begun by " + incomplete.username()
                            + " on " + incomplete.host() + " at " + incomplete.startedAt());
        }
        DashboardPage.fact(html, "Pending", DashboardPage.revisions(state.pending()));
        DashboardPage.fact(html, "Note", state.note());
        html.end();
        if (!state.latest().isEmpty()) {
            AttemptTable.write(html, state.latest(), id -> html.element("code", id));
        }
    }
}
