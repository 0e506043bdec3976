package dev.trellis.internal.dashboard.page;

import dev.trellis.internal.dashboard.live.Answer;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.dashboard.live.EnvironmentName;
import dev.trellis.internal.dashboard.live.LiveState;
import dev.trellis.internal.dashboard.live.LiveState.BranchState;
import dev.trellis.internal.diagram.site.Html;
import dev.trellis.report.HistoryEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The start page: what is applied where. */
public final class OverviewPage {
    private static final int SECONDS = 5;

    private final Map<Environment, Answer<LiveState>> states;
    private final List<EnvironmentName> upgrading;
    private final DashboardPage page;
    private final Html html;

    private OverviewPage(String project, Map<Environment, Answer<LiveState>> states, List<EnvironmentName> upgrading) {
        this.states = states;
        this.upgrading = upgrading;
        this.page = new DashboardPage(project, "Databases", "/", 0);
        this.html = page.html();
    }

    /**
     * Returns the page.
     *
     * @param states the states in the order of the environments
     * @param upgrading the names of the environments in which this server runs an upgrade
     */
    public static String of(
            String project, Map<Environment, Answer<LiveState>> states, List<EnvironmentName> upgrading) {
        return new OverviewPage(project, states, upgrading).write();
    }

    private String write() {
        page.openLive("databases", SECONDS);
        html.table("Databases", "Environment", "Database", "State", "Migration lock", "Last run");
        states.forEach(this::row);
        html.endTable();
        branches();
        html.end();
        return page.finish();
    }

    private void row(Environment environment, Answer<LiveState> answer) {
        html.open("tr").open("th", "scope", "row");
        html.element("a", environment.name().text(), "href", DashboardPage.address(environment, "pending"));
        html.close().open("td").element("code", environment.database()).close();
        LiveState state = answer.value();
        html.open("td");
        if (upgrading.contains(environment.name())) {
            html.open("a", "href", DashboardPage.address(environment, "log"))
                    .element("span", "upgrade running", "class", "badge pending")
                    .close();
        }
        if (state == null) {
            html.element("span", "error", "class", "badge failed");
            DashboardPage.problems(html, answer.problems());
            html.close().element("td", "").element("td", "").end();
            return;
        }
        badge(state);
        html.close()
                .element("td", state.lockHolder() == null ? "" : state.lockHolder())
                .open("td");
        if (!state.latest().isEmpty()) {
            HistoryEntry last = state.latest().get(0);
            html.text(last.direction() + " of ").element("code", last.revision());
            html.text(": " + last.outcome()).element("span", last.startedAt(), "class", "note");
        }
        html.close().end();
    }

    private void badge(LiveState state) {
        if (state.pending() == 0) {
            html.element("span", "up to date", "class", "badge applied");
        } else {
            html.element("span", state.pending() + " pending", "class", "badge pending");
        }
        if (state.incomplete() != null) {
            html.element(
                    "span",
                    "the " + state.incomplete().direction() + " of "
                            + state.incomplete().revision() + " is not complete",
                    "class",
                    "note");
        }
        if (state.note() != null) {
            html.element("span", state.note(), "class", "note");
        }
    }

    private void branches() {
        List<Map.Entry<Environment, Answer<LiveState>>> columns = new ArrayList<>();
        Set<String> labels = new LinkedHashSet<>();
        List<String> names = new ArrayList<>(List.of("Branch"));
        for (Map.Entry<Environment, Answer<LiveState>> entry : states.entrySet()) {
            LiveState state = entry.getValue().value();
            if (state != null) {
                columns.add(entry);
                names.add(entry.getKey().name().text());
                state.branches().forEach(branch -> labels.add(branch.label()));
            }
        }
        if (labels.isEmpty()) {
            return;
        }
        Environment first = states.keySet().iterator().next();
        html.section("Branches");
        html.table("Current revisions of each branch", names.toArray(String[]::new));
        for (String label : labels) {
            html.open("tr").element("th", label, "scope", "row");
            for (Map.Entry<Environment, Answer<LiveState>> column : columns) {
                html.open("td");
                LiveState state = column.getValue().value();
                if (state != null) {
                    state.branches().stream()
                            .filter(branch -> branch.label().equals(label))
                            .forEach(branch -> cell(branch, column.getKey().equals(first)));
                }
                html.close();
            }
            html.end();
        }
        html.endTable();
    }

    private void cell(BranchState branch, boolean isOnSite) {
        branch.current().forEach(id -> {
            DashboardPage.revision(html, id, isOnSite);
            html.text(" ");
        });
        if (branch.pending() > 0) {
            html.element("span", branch.pending() + " pending", "class", "badge pending");
        }
    }
}
