package dev.trellis.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.error.TrellisException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void the_site_of_the_base_schema_is_valid_and_complete() throws IOException {
        Path site = folder.resolve("site");
        TestProject project = TestProject.retail(folder);
        project.stamp("retail@head");
        SiteReport report = project.site(site);
        assertEquals(List.of(), report.notes());
        SiteFiles files = SiteFiles.read(site);
        assertEquals(report.pages(), files.pages().size());
        assertEquals(List.of(), files.brokenLinks());
        assertEquals(List.of(), files.validationErrors());
        assertEquals(List.of(), files.externalRequests());
        assertEquals(33, report.tables());
        assertEquals(28, report.revisions());
    }

    @Test
    void a_table_shows_who_created_and_changed_each_column() throws IOException {
        Path site = folder.resolve("site");
        TestProject project =
                TestProject.in(folder, "vendor: {directory: vendor, protected: true}\napp: {directory: app}");
        project.script("app", "aaaa00000001", """
                down_revision: null
                branch_labels: [app]
                message: create it
                upgrade:
                  - create_table: {name: t, columns: {a: integer, b: integer, c: integer}}
                downgrade: []
                """);
        project.script("app", "aaaa00000002", """
                down_revision: aaaa00000001
                message: change it
                upgrade:
                  - alter_column: {table: t, name: a, rename: z}
                  - add_column: {table: t, name: d, type: text}
                  - drop_column: {table: t, name: c}
                  - rename_table: {table: t, to: u}
                downgrade: []
                """);
        Files.createDirectories(folder.resolve("vendor"));
        project.site(site);
        Document page = Jsoup.parse(Files.readString(site.resolve("tables/u.html")));
        Map<String, String> origins = new TreeMap<>();
        page.select("tr[id]")
                .forEach(row -> origins.put(
                        row.child(0).text(),
                        row.child(5).text() + " / " + row.child(6).text()));
        assertEquals(
                Map.of(
                        "z", "aaaa00000001 / aaaa00000002",
                        "b", "aaaa00000001 / ",
                        "d", "aaaa00000002 / "),
                origins);
        assertFalse(Files.exists(site.resolve("tables/t.html")));
    }

    @Test
    void the_database_page_lists_what_is_pending() throws IOException {
        Path site = folder.resolve("site");
        TestProject project = TestProject.retail(folder);
        project.stamp("loyalty@head");
        project.site(site);
        Document page = Jsoup.parse(Files.readString(site.resolve("database.html")));
        assertTrue(page.text().contains("add the customer extension"), page.text());
        assertTrue(page.select("h2").eachText().contains("Pending"));
        Document revision = Jsoup.parse(Files.readString(site.resolve("revisions/b9d5e88768b2.html")));
        assertEquals(
                List.of("sqlite", "postgresql", "mariadb", "mysql", "h2"),
                revision.select("details > summary").eachText().subList(0, 5));
        assertTrue(revision.select("pre").text().contains("CREATE TABLE"));
    }

    @Test
    void hostile_names_stay_text() throws IOException {
        Path site = folder.resolve("site");
        TestProject.hostile(folder).site(site);
        SiteFiles files = SiteFiles.read(site);
        assertEquals(List.of(), files.brokenLinks());
        assertEquals(List.of(), files.validationErrors());
        assertEquals(List.of(), files.externalRequests());
        for (Document page : files.pages().values()) {
            assertEquals(
                    List.of(), page.select("main script, img, main [onerror]").eachText());
        }
        String index = Files.readString(site.resolve("search-index.js"));
        assertFalse(index.contains("<") || index.contains("\u2028"), index);
        // On Windows and macOS these two are one file.
        assertEquals(
                2,
                files.pages().keySet().stream()
                        .filter(path -> path.startsWith("tables/plain"))
                        .map(path -> path.toLowerCase(java.util.Locale.ROOT))
                        .filter(path -> path.contains("plain_2") || path.contains("plain-2"))
                        .distinct()
                        .count());
    }

    @Test
    void a_second_run_gives_the_same_files_and_deletes_pages_of_dropped_tables() throws IOException {
        Path site = folder.resolve("site");
        TestProject project = TestProject.in(folder, "app: {directory: app}");
        project.script(
                "app",
                "aaaa00000001",
                "down_revision: null\nbranch_labels: [app]\nmessage: m\nupgrade:\n  - create_table: {name: t, columns: {a: integer}}\ndowngrade: []\n");
        project.site(site);
        Map<String, String> first = SiteFiles.texts(site);
        project.site(site);
        assertEquals(first, SiteFiles.texts(site));
        Files.writeString(site.resolve("mine.txt"), "kept");
        project.script(
                "app",
                "aaaa00000002",
                "down_revision: aaaa00000001\nmessage: m\nupgrade:\n  - drop_table: t\ndowngrade: []\n");
        project.site(site);
        assertFalse(Files.exists(site.resolve("tables/t.html")));
        assertTrue(Files.exists(site.resolve("mine.txt")));
    }

    @Test
    void a_folder_with_other_files_is_refused() throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("thesis.txt"), "mine");
        TestProject project = TestProject.retail(folder);
        TrellisException refused = assertThrows(TrellisException.class, () -> project.site(other));
        assertEquals("file_exists", refused.problem().name());
        assertEquals("mine", Files.readString(other.resolve("thesis.txt")));
    }

    @Test
    void a_database_that_cannot_be_read_is_a_note() throws IOException {
        Path site = folder.resolve("site");
        TestProject project = TestProject.retail(folder);
        Files.writeString(folder.resolve("test.db"), "this is no database, but a text of more than a few bytes");
        SiteReport report = project.site(site);
        assertEquals(1, report.notes().size(), report.notes().toString());
        assertTrue(
                report.notes().get(0).startsWith("the database could not be read"),
                report.notes().toString());
        assertEquals(List.of(), SiteFiles.read(site).brokenLinks());
    }

    /** Lists of more than a page; also writes the time. */
    @Test
    void long_lists_are_split_into_pages() throws IOException {
        Path site = folder.resolve("site");
        TestProject project = LargeProject.in(folder, 600, 900);
        long start = System.nanoTime();
        SiteReport report = project.site(site);
        System.out.println("600 tables and 900 revisions: "
                + Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, " + report.pages() + " pages");
        assertTrue(Files.exists(site.resolve("tables/page-2.html")));
        assertTrue(Files.exists(site.resolve("revisions/page-4.html")));
        assertEquals(List.of(), SiteFiles.read(site).brokenLinks());
    }
}
