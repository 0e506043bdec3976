package dev.trellis.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.dashboard.RawHttp.Reply;
import dev.trellis.report.HistoryEntry;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Upgrades that are started on a page, and the log that follows an upgrade. */
@SuppressWarnings("NullAway.Init")
class UpgradeTest {
    private static final String PENDING = "/live/database/pending";
    private static final String LOG = "/live/database/log";
    private static final String GATE = "  - execute: insert into gate values (1)\n";

    @TempDir
    Path folder;

    private static RawHttp admitted(Dashboard dashboard) {
        RawHttp http = new RawHttp(dashboard);
        return http.keepCookie(http.get(Objects.requireNonNull(dashboard.upgradeAddress())));
    }

    private static String form(RawHttp http) {
        StringBuilder form = new StringBuilder();
        for (Element input : Jsoup.parse(http.get(PENDING).body()).select("main form input")) {
            form.append(form.isEmpty() ? "" : "&")
                    .append(input.attr("name"))
                    .append('=')
                    .append(URLEncoder.encode(input.attr("value"), StandardCharsets.UTF_8));
        }
        assertFalse(form.isEmpty());
        return form.toString();
    }

    private static Reply upgrade(RawHttp http, String form) {
        Reply reply = http.post("/live/database/upgrade", form);
        assertEquals(303, reply.status(), reply.body());
        assertEquals(LOG, reply.header("Location"));
        return reply;
    }

    /** Loads the log until it fulfils a condition. */
    private static Document logWhere(RawHttp http, Predicate<Document> condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        Document page = Jsoup.parse(http.get(LOG).body());
        while (!condition.test(page)) {
            if (System.nanoTime() > end) {
                fail(page.text());
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            page = Jsoup.parse(http.get(LOG).body());
        }
        return page;
    }

    /** Returns a project whose second revision waits until no one locks the table {@code gate}. */
    private DashboardProject gated(TestDatabase database) {
        return new DashboardProject(folder)
                .script("b2", "a1", "pass the gate", GATE)
                .configure(database);
    }

    private static Predicate<Document> state(String badge) {
        return page -> badge.equals(page.select(".badge").text());
    }

    private static List<String> attempts(DashboardProject project) {
        try (Trellis trellis = project.trellis()) {
            return trellis.attempts().stream().map(HistoryEntry::revision).toList();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"SQLITE", "POSTGRESQL"})
    void two_clicks_run_one_upgrade_and_the_log_follows_it(Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.open(kind);
                Connection gate = database.connect();
                Statement lock = gate.createStatement()) {
            database.execute("create table gate (id integer)");
            DashboardProject project = gated(database);
            lock.execute(kind == Kind.SQLITE ? "begin immediate" : "begin");
            if (kind == Kind.POSTGRESQL) {
                lock.execute("lock table gate in access exclusive mode");
            }
            try (Dashboard dashboard = project.start(Permission.UPGRADE)) {
                RawHttp http = admitted(dashboard);
                String form = form(http);
                String other = form(http);
                CompletableFuture<Reply> first = CompletableFuture.supplyAsync(() -> upgrade(http, form));
                CompletableFuture<Reply> second = CompletableFuture.supplyAsync(() -> upgrade(http, form));
                first.get();
                second.get();
                Document running = logWhere(
                        http,
                        page -> state("running").test(page)
                                && (kind == Kind.SQLITE || page.text().contains("up b2")));
                assertEquals("2", running.select("noscript").html().replaceAll("(?s).*content=\"(\\d+)\".*", "$1"));
                if (kind == Kind.POSTGRESQL) {
                    assertTrue(
                            running.select(".facts").text().contains("Migration lock server process"), running.text());
                    assertTrue(running.select("tbody").text().contains("a1 upgrade applied"), running.text());
                }
                assertTrue(http.get("/").body().contains("upgrade running"));
                upgrade(http, other);
                lock.execute("rollback");
                Document done = logWhere(http, state("done"));
                assertEquals(1, done.select("pre").text().split("upgrade to heads", -1).length - 1, done.text());
                assertTrue(done.select("pre").text().contains("ran 2 revisions"), done.text());
                upgrade(http, form);
                assertTrue(state("done").test(logWhere(http, page -> true)), "the same form again starts nothing");
            }
            assertEquals(List.of("a1", "b2"), attempts(project));
        }
    }

    @Test
    void the_log_follows_an_upgrade_of_another_process() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Connection gate = database.connect();
                Statement lock = gate.createStatement()) {
            database.execute("create table gate (id integer)");
            DashboardProject project = gated(database);
            lock.execute("begin; lock table gate in access exclusive mode");
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                try (Trellis trellis = project.trellis()) {
                    trellis.upgrade("heads", UpgradeOptions.NONE);
                }
            });
            try (Dashboard dashboard = project.start(Permission.READ)) {
                RawHttp http = new RawHttp(dashboard);
                Document running = logWhere(
                        http,
                        page -> page.text().contains("Migration lock server process")
                                && page.select("tbody").text().contains("a1 upgrade applied"));
                assertFalse(running.select("noscript").isEmpty());
                lock.execute("rollback");
                other.get();
                Document ended = logWhere(http, page -> page.text().contains("no holder is known"));
                assertTrue(ended.select("tbody").text().contains("b2 upgrade applied"), ended.text());
                assertTrue(ended.select("noscript").isEmpty());
            }
        }
    }

    @Test
    void a_plan_that_has_changed_runs_nothing() {
        DashboardProject project = new DashboardProject(folder).configure("database: {url: \"jdbc:sqlite:main.db\"}");
        try (Dashboard dashboard = project.start(Permission.UPGRADE)) {
            RawHttp http = admitted(dashboard);
            String form = form(http);
            project.script("b2", "a1", "another one", "  - create_table: {name: more, columns: {id: integer}}\n");
            upgrade(http, form);
            logWhere(http, state("nothing was run"));
            assertEquals(List.of(), attempts(project));
            upgrade(http, form(http));
            logWhere(http, state("done"));
        }
        assertEquals(List.of("a1", "b2"), attempts(project));
    }

    @Test
    void a_failed_upgrade_shows_its_error_and_can_be_repeated() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL)) {
            DashboardProject project = gated(database);
            try (Dashboard dashboard = project.start(Permission.UPGRADE)) {
                RawHttp http = admitted(dashboard);
                upgrade(http, form(http));
                Document failed = logWhere(http, state("failed"));
                assertTrue(failed.select(".problem").text().contains("error: statement_failed:"), failed.text());
                assertTrue(failed.select("tbody").text().contains("b2 upgrade failed"), failed.text());
                database.execute("create table gate (id integer)");
                upgrade(http, form(http));
                logWhere(http, state("done"));
            }
        }
    }

    @Test
    void closing_completes_a_running_upgrade() throws Exception {
        try (TestDatabase database = TestDatabase.open(Kind.POSTGRESQL);
                Connection gate = database.connect();
                Statement lock = gate.createStatement()) {
            database.execute("create table gate (id integer)");
            DashboardProject project = gated(database);
            lock.execute("begin; lock table gate in access exclusive mode");
            Dashboard dashboard = project.start(Permission.UPGRADE);
            RawHttp http = admitted(dashboard);
            upgrade(http, form(http));
            logWhere(http, page -> page.text().contains("up b2"));
            assertEquals(List.of("(no environment)"), dashboard.upgrading());
            CompletableFuture<Void> closed = CompletableFuture.runAsync(dashboard::close);
            logWhere(http, state("running"));
            assertFalse(closed.isDone());
            lock.execute("rollback");
            closed.get();
            assertEquals(List.of(), dashboard.upgrading());
            assertEquals(List.of("a1", "b2"), attempts(project));
        }
    }
}
