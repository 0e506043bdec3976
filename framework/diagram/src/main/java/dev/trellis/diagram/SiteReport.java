package dev.trellis.diagram;

import java.util.List;

/**
 * A site that was written. The names of the components are the keys of the JSON output.
 *
 * @param folder the folder of the site
 * @param pages the number of HTML pages
 * @param tables the number of tables
 * @param definitions the number of views, functions and other definitions
 * @param revisions the number of revisions
 * @param notes further facts, such as a database that could not be read
 */
public record SiteReport(String folder, int pages, int tables, int definitions, int revisions, List<String> notes) {
    public SiteReport {
        notes = List.copyOf(notes);
    }
}
