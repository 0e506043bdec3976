package dev.trellis.internal.dashboard.page;

import dev.trellis.internal.dashboard.live.Answer;
import dev.trellis.internal.dashboard.live.Environment;
import dev.trellis.internal.diagram.site.AttemptTable;
import dev.trellis.report.HistoryEntry;
import java.util.List;

/** The page of the history of an environment. */
public final class HistoryPage {
    /** The largest number of rows that the page shows. */
    public static final int ROWS = 500;

    private HistoryPage() {}

    /** Returns the page with the newest rows. */
    public static String of(String project, Environment environment, Answer<List<HistoryEntry>> history) {
        String title = "History: " + environment.name().text();
        DashboardPage page = new DashboardPage(project, title, DashboardPage.address(environment, "history"), 0);
        page.tabs(environment, "History");
        List<HistoryEntry> rows = history.value();
        if (rows == null) {
            DashboardPage.problems(page.html(), history.problems());
        } else if (rows.isEmpty()) {
            page.html().paragraph("No revision has been run on this database.");
        } else {
            if (rows.size() == ROWS) {
                page.html().paragraph("The newest " + ROWS + " runs of a revision.");
            }
            AttemptTable.write(page.html(), rows, id -> page.html().element("code", id));
        }
        return page.finish();
    }
}
