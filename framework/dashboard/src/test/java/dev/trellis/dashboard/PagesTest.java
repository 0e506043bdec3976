package dev.trellis.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dashboard.RawHttp.Reply;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages: what they show of live databases, and that they change nothing. */
@SuppressWarnings("NullAway.Init")
class PagesTest {
    @TempDir
    Path folder;

    private static Document page(RawHttp http, String path) {
        Reply reply = http.get(path);
        assertEquals(200, reply.status(), path + "\n" + reply.body());
        return Jsoup.parse(reply.body());
    }

    /** Three environments: one that is up to date, one with a pending revision, and one whose server does not exist. */
    private DashboardProject environments() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        DashboardProject project = new DashboardProject(folder)
                .configure("""
                database: {url: "jdbc:sqlite:main.db"}
                environments:
                  test: {database: {url: "jdbc:sqlite:test.db"}}
                  down: {database: {url: "jdbc:postgresql://127.0.0.1:%d/shop?password=%s", user: u, password: "%s"}}
                  unset: {database: {url: "${SHOP_URL}"}}
                """.formatted(closed, DashboardProject.SECRET, DashboardProject.SECRET));
        try (Trellis trellis = project.trellis()) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
        }
        return project;
    }

    @Test
    void the_start_page_shows_each_environment_and_the_error_of_one_that_is_down() throws IOException {
        try (Dashboard dashboard = environments().start(Permission.READ)) {
            Document page = page(new RawHttp(dashboard), "/");
            List<String> rows =
                    page.select("#databases table").get(0).select("tbody tr").eachText();
            assertEquals(4, rows.size());
            assertTrue(
                    rows.get(0).contains("up to date") && rows.get(0).contains("upgrade of a1: applied"), rows.get(0));
            assertTrue(rows.get(1).contains("1 pending") && rows.get(1).contains("does not exist yet"), rows.get(1));
            assertTrue(rows.get(2).contains("cannot_connect"), rows.get(2));
            assertTrue(rows.get(3).contains("unset_variable"), rows.get(3));
            assertEquals(
                    List.of("shop a1 1 pending"),
                    page.select("#databases table").get(1).select("tbody tr").eachText());
            assertFalse(page.outerHtml().contains(DashboardProject.SECRET), page.outerHtml());
            assertEquals(1, page.select("script").size());
            assertEquals("/live.js", page.select("script").attr("src"));
        }
    }

    @Test
    void every_page_of_an_environment_without_a_server_shows_the_error_and_no_password() throws IOException {
        try (Dashboard dashboard = environments().start(Permission.READ)) {
            RawHttp http = new RawHttp(dashboard);
            for (String name : List.of("pending", "history", "log")) {
                Document page = page(http, "/live/environment-down/" + name);
                assertTrue(page.select(".problem").text().contains("cannot_connect"), page.text());
                assertFalse(page.outerHtml().contains(DashboardProject.SECRET), page.outerHtml());
            }
        }
    }

    @Test
    void with_an_environment_only_this_one_is_shown() throws IOException {
        try (Dashboard dashboard = environments().start("test", Permission.READ)) {
            Document page = page(new RawHttp(dashboard), "/");
            assertEquals(
                    List.of("test"),
                    page.select("#databases table").get(0).select("tbody th").eachText());
        }
    }

    @Test
    void pending_revisions_have_their_sql_and_findings() {
        DashboardProject project = new DashboardProject(folder)
                .configure("database: {url: \"jdbc:sqlite:main.db\"}")
                .script("b2", "a1", "drop the note", "  - drop_column: {table: shop_order, name: note}\n");
        try (Dashboard dashboard = project.start(Permission.READ)) {
            Document page = page(new RawHttp(dashboard), "/live/database/pending");
            List<String> sql = page.select("pre").eachText();
            assertTrue(sql.get(0).contains("CREATE TABLE"), sql.toString());
            assertTrue(page.select(".problem").text().contains("lint: data_loss"), page.text());
            assertEquals(List.of(), page.select("main form").eachAttr("action"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void pages_create_no_table_in_an_empty_database(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind)) {
            DashboardProject project = new DashboardProject(folder).configure(database);
            try (Dashboard dashboard = project.start(Permission.READ)) {
                RawHttp http = new RawHttp(dashboard);
                for (String path :
                        List.of("/", "/live/database/pending", "/live/database/history", "/live/database/log")) {
                    assertEquals(List.of(), page(http, path).select(".problem").eachText(), path);
                }
                page(http, "/site/database.html");
            }
            try (var connection = database.connect();
                    var tables = connection.getMetaData().getTables(connection.getCatalog(), null, "%trellis%", null)) {
                assertFalse(tables.next());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:sqlite:new.db", "jdbc:h2:./new"})
    void pages_do_not_create_the_file_of_a_database(String url) throws IOException {
        DashboardProject project = new DashboardProject(folder).configure("database: {url: \"" + url + "\"}");
        Set<String> before = files();
        try (Dashboard dashboard = project.start(Permission.READ)) {
            RawHttp http = new RawHttp(dashboard);
            for (String path : List.of(
                    "/",
                    "/live/database/pending",
                    "/live/database/history",
                    "/live/database/log",
                    "/site/index.html")) {
                page(http, path);
            }
        }
        assertEquals(before, files());
    }

    private Set<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void all_links_lead_to_pages_with_one_heading() throws IOException {
        try (Dashboard dashboard = environments().start(Permission.READ)) {
            RawHttp http = new RawHttp(dashboard);
            Map<String, Integer> seen = new TreeMap<>();
            Deque<String> open = new ArrayDeque<>(List.of("/"));
            while (!open.isEmpty()) {
                String path = open.pop();
                if (!seen.containsKey(path)) {
                    Reply reply = http.get(path);
                    seen.put(path, reply.status());
                    assertEquals(200, reply.status(), path);
                    if (reply.header("Content-Type").startsWith("text/html")) {
                        Document page = Jsoup.parse(reply.body(), "http://x" + path);
                        assertEquals(1, page.select("h1").size(), path);
                        assertEquals(
                                0,
                                page.select("style, script:not([src]), [style], [onclick]")
                                        .size(),
                                path);
                        for (Element link : page.select("a[href], link[rel=stylesheet], script[src]")) {
                            String target = link.absUrl(link.hasAttr("href") ? "href" : "src");
                            open.push(target.replaceFirst("^http://x", "").replaceFirst("#.*", ""));
                        }
                    }
                }
            }
            assertTrue(seen.containsKey("/site/tables/shop_order.html"), seen.toString());
            assertTrue(seen.containsKey("/site/style.css") && seen.containsKey("/style.css"), seen.toString());
            assertEquals(
                    "/site/search.html?q=a%26b",
                    http.get("/search.html?q=a%26b").header("Location"));
        }
    }

    @Test
    void the_site_follows_the_database_and_the_scripts() throws IOException {
        DashboardProject project = new DashboardProject(folder).configure("database: {url: \"jdbc:sqlite:main.db\"}");
        try (Dashboard dashboard = project.start(Permission.READ)) {
            RawHttp http = new RawHttp(dashboard);
            assertEquals(
                    "pending",
                    page(http, "/site/revisions/a1.html")
                            .select(".badge")
                            .eachText()
                            .get(0));
            try (Trellis trellis = project.trellis()) {
                trellis.upgrade("heads", UpgradeOptions.NONE);
            }
            assertEquals(
                    "applied",
                    page(http, "/site/revisions/a1.html")
                            .select(".badge")
                            .eachText()
                            .get(0));
            project.script("b2", "a1", "more", "  - create_table: {name: more, columns: {id: integer}}\n");
            assertNotNull(page(http, "/site/tables/more.html").selectFirst("h1"));
            Files.writeString(folder.resolve("db/c3.yaml"), "revision: [");
            assertEquals(200, http.get("/site/tables/more.html").status());
            assertTrue(page(http, "/").select(".problem").text().contains("malformed_"), "the error of the scripts");
        }
    }

    @Test
    void hostile_names_are_escaped() {
        String yaml = "'" + DashboardProject.HOSTILE.replace("'", "''") + "'";
        DashboardProject project = new DashboardProject(folder)
                .script(
                        "b2",
                        "a1",
                        DashboardProject.HOSTILE,
                        "  - create_table: {name: " + yaml + ", comment: " + yaml
                                + ", columns: {" + yaml
                                + ": integer}}\n  - execute: \"select '</pre><script>alert(3)</script>'\"\n"
                                + "  - drop_column: {table: shop_order, name: note}\n")
                .configure("database: {url: \"jdbc:sqlite:main.db\"}\nenvironments: {" + yaml
                        + ": {database: {url: \"jdbc:sqlite:x\"}}}");
        try (Dashboard dashboard = project.start(Permission.READ)) {
            RawHttp http = new RawHttp(dashboard);
            for (String path : List.of("/", "/live/database/pending", "/live/database/log", "/site/index.html")) {
                Document page = page(http, path);
                assertEquals(
                        List.of(),
                        page.select("img, script:not([src]), [onerror]").eachText(),
                        path);
                for (Element link : page.select("a[href^=/live/]")) {
                    assertEquals(200, http.get(link.attr("href")).status(), link.attr("href"));
                }
            }
            assertTrue(page(http, "/live/database/pending").text().contains(DashboardProject.HOSTILE));
        }
    }

    @Test
    void a_port_in_use_gives_one_error() throws IOException {
        DashboardProject project = new DashboardProject(folder).configure("database: {url: \"jdbc:sqlite:main.db\"}");
        try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            DashboardRequest request = new DashboardRequest(
                    project.configuration(null),
                    dev.trellis.Extensions.NONE,
                    null,
                    socket.getLocalPort(),
                    Permission.READ);
            DashboardException failure = assertThrows(DashboardException.class, () -> Dashboard.start(request));
            assertEquals("port_in_use", failure.name());
            assertEquals(1, failure.problems().size());
        }
    }
}
