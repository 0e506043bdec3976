package dev.trellis.internal.diagram.site;

import dev.trellis.report.HistoryEntry;
import java.util.List;
import java.util.function.Consumer;

/** The table of the rows of a history. */
public final class AttemptTable {
    private AttemptTable() {}

    /**
     * Writes the table.
     *
     * @param newestFirst the rows
     * @param revision writes an identifier of a revision
     */
    public static void write(Html html, List<HistoryEntry> newestFirst, Consumer<String> revision) {
        html.table(
                "Runs of revisions, newest first",
                "Started (UTC)",
                "Revision",
                "Action",
                "Outcome",
                "Milliseconds",
                "User");
        for (HistoryEntry entry : newestFirst) {
            html.open("tr").element("td", entry.startedAt()).open("td");
            revision.accept(entry.revision());
            html.close()
                    .element("td", entry.direction().toString())
                    .open("td")
                    .text(entry.outcome().toString());
            if (entry.error() != null) {
                html.element("span", entry.error(), "class", "note");
            }
            html.close()
                    .element("td", String.valueOf(entry.durationMillis()), "class", "number")
                    .element("td", entry.username() + "@" + entry.host())
                    .end();
        }
        html.endTable();
    }
}
