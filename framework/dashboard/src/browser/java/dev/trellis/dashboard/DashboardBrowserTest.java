package dev.trellis.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.testbed.Browser;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The dashboard in a browser. Screenshots of each page in light and dark at three widths are written to {@code
 * target/screenshots}.
 */
@SuppressWarnings("NullAway.Init")
class DashboardBrowserTest {
    private static final List<String> PAGES = List.of(
            "",
            "live/database/pending",
            "live/database/history",
            "live/database/log",
            "live/environment-down/pending",
            "login",
            "site/index.html",
            "site/diagrams/index.html",
            "site/revisions/index.html",
            "site/search.html?q=order");

    @TempDir
    static Path folder;

    private static DashboardProject project;
    private static Dashboard dashboard;
    private static Browser browser;

    @BeforeAll
    static void start() {
        project = new DashboardProject(folder)
                .script("b2", "a1", DashboardProject.HOSTILE, "  - drop_column: {table: shop_order, name: note}\n")
                .configure("""
                        database: {url: "jdbc:sqlite:main.db"}
                        environments:
                          test: {database: {url: "jdbc:sqlite:test.db"}}
                          down: {database: {url: "jdbc:postgresql://127.0.0.1:1/shop", user: u, password: secret}}
                        """);
        try (Trellis trellis = project.trellis()) {
            trellis.upgrade("a1", UpgradeOptions.NONE);
        }
        dashboard = project.start(Permission.UPGRADE);
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        dashboard.close();
    }

    private static void open(String path) {
        browser.driver().get(dashboard.address() + path);
    }

    /** Returns the text of an element in one step, because a page that follows the database replaces its elements. */
    private static String text(String selector) {
        return String.valueOf(browser.driver()
                .executeScript("return document.querySelector(arguments[0])?.innerText ?? ''", selector));
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void pages_fit_each_width_and_have_no_errors(String scheme) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (int width : List.of(360, 800, 1400)) {
            browser.show(width, scheme);
            for (String page : PAGES) {
                String place = page + " " + width + " " + scheme;
                open(page);
                browser.violations().forEach(violation -> wrong.add(place + ": " + violation));
                browser.messages().forEach(message -> wrong.add(place + ": " + message));
                if (browser.overflows()) {
                    wrong.add(place + ": wider than the window");
                }
                String name = "live-" + page.replaceAll("[^a-z0-9]+", "-") + "-" + width + "-" + scheme + ".png";
                browser.screenshot(Path.of("target/screenshots", name));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_link_leads_to_a_page_without_an_error() {
        browser.show(1400, "light");
        Set<String> seen = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(dashboard.address().toString()));
        List<String> wrong = new ArrayList<>();
        while (!open.isEmpty()) {
            String address = open.remove(open.size() - 1);
            if (seen.add(address)) {
                browser.driver().get(address);
                browser.messages().forEach(message -> wrong.add(address + ": " + message));
                assertTrue(browser.driver().findElements(By.tagName("h1")).size() == 1, address);
                Object links = browser.driver()
                        .executeScript(
                                "return [...document.querySelectorAll('a[href]:not(svg a)')].map(a => a.href.replace(/#.*/, ''))");
                ((List<?>) Objects.requireNonNull(links)).forEach(link -> open.add(String.valueOf(link)));
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(seen.size() > 15, seen.toString());
    }

    @Test
    void an_upgrade_is_started_with_the_token_and_followed() {
        browser.driver().get(Objects.requireNonNull(dashboard.upgradeAddress()).toString());
        assertEquals(dashboard.address(), URI.create(String.valueOf(browser.driver().getCurrentUrl())));
        open("live/environment-test/pending");
        browser.driver().findElement(By.cssSelector("main form button")).sendKeys(Keys.ENTER);
        new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
                .until(driver -> text("#log").contains("done"));
        String log = text("[role=log]");
        assertTrue(log.contains("ran 2 revisions"), log);
        assertEquals(List.of(), browser.messages());
    }

    @Test
    void the_start_page_follows_the_database() {
        open("");
        String last = "#databases tbody tr td:last-child";
        assertTrue(text(last).startsWith("upgrade of a1"), text(last));
        try (Trellis trellis = project.trellis()) {
            trellis.downgrade("base", others -> true);
        }
        new WebDriverWait(browser.driver(), Duration.ofSeconds(30))
                .until(driver -> text(last).startsWith("downgrade of a1"));
        try (Trellis trellis = project.trellis()) {
            trellis.upgrade("a1", UpgradeOptions.NONE);
        }
        assertEquals(List.of(), browser.messages());
    }
}
