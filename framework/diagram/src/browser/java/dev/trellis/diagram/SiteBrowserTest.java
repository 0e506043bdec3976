package dev.trellis.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.testbed.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The site in a browser. Screenshots of each page in light and dark at three widths are written to {@code
 * target/screenshots}.
 */
@SuppressWarnings("NullAway.Init")
class SiteBrowserTest {
    private static final List<String> PAGES = List.of(
            "index.html",
            "tables/index.html",
            "tables/customer.html",
            "diagrams/index.html",
            "definitions/index.html",
            "revisions/index.html",
            "revisions/b9d5e88768b2.html",
            "branches/poser.html",
            "database.html",
            "search.html");

    @TempDir
    static Path folder;

    private static Path site;
    private static Path hostile;
    private static Browser browser;

    @BeforeAll
    static void write() throws IOException {
        TestProject project = TestProject.retail(folder);
        project.stamp("retail@head");
        site = folder.resolve("site");
        project.site(site);
        Path other = folder.resolve("hostile");
        java.nio.file.Files.createDirectories(other);
        hostile = other.resolve("site");
        TestProject.hostile(other).site(hostile);
        browser = new Browser();
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void pages_fit_each_width_and_have_no_errors(String scheme) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (int width : List.of(360, 800, 1400)) {
            browser.show(width, scheme);
            for (String page : PAGES) {
                String place = page + " " + width + " " + scheme;
                browser.open(site.resolve(page), page.equals("search.html") ? "?q=customer" : "");
                browser.messages().forEach(message -> wrong.add(place + ": " + message));
                browser.violations().forEach(violation -> wrong.add(place + ": " + violation));
                if (browser.overflows()) {
                    wrong.add(place + ": wider than the window");
                }
                browser.screenshot(
                        Path.of("target/screenshots", page.replace('/', '-') + "-" + width + "-" + scheme + ".png"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void hostile_names_run_no_script_and_are_accessible() throws IOException {
        List<String> wrong = new ArrayList<>();
        browser.show(1000, "light");
        for (String page : SiteFiles.read(hostile).pages().keySet()) {
            browser.open(hostile.resolve(page), page.equals("search.html") ? "?q=a" : "");
            browser.messages().forEach(message -> wrong.add(page + ": " + message));
            browser.violations().forEach(violation -> wrong.add(page + ": " + violation));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void every_page_opens_without_an_error() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String page : SiteFiles.read(site).pages().keySet()) {
            browser.open(site.resolve(page));
            browser.messages().forEach(message -> wrong.add(page + ": " + message));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void the_search_field_of_a_page_leads_to_results() {
        browser.show(1000, "light");
        browser.open(site.resolve("tables/customer.html"));
        WebElement field = browser.driver().findElement(By.id("query"));
        field.sendKeys("card_number", Keys.ENTER);
        new WebDriverWait(browser.driver(), Duration.ofSeconds(20))
                .until(driver -> !driver.findElements(By.cssSelector("#results li")).isEmpty());
        List<WebElement> results = browser.driver().findElements(By.cssSelector("#results li"));
        assertEquals(1, results.size());
        results.get(0).findElement(By.linkText("card_number")).click();
        assertTrue(String.valueOf(browser.driver().getCurrentUrl()).endsWith("tables/loyalty_member.html#column-card_number"));
        assertEquals("loyalty_member", browser.driver().findElement(By.tagName("h1")).getText());
    }

    @Test
    void a_search_without_results_says_so() {
        browser.open(site.resolve("search.html"), "?q=no-such-thing");
        assertEquals("0 results", browser.driver().findElement(By.id("status")).getText());
    }

    @Test
    void the_first_tab_reaches_the_link_to_the_content() {
        browser.show(1000, "light");
        browser.open(site.resolve("index.html"));
        browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
        WebElement skip = browser.driver().switchTo().activeElement();
        assertEquals("Skip to the content", skip.getText());
        assertTrue(skip.getLocation().getX() >= 0);
        skip.sendKeys(Keys.ENTER);
        assertEquals("content", browser.driver().switchTo().activeElement().getDomAttribute("id"));
    }

    @Test
    void axe_finds_a_fault() throws IOException {
        browser.open(site.resolve("index.html"));
        browser.driver().executeScript("document.querySelector('h1').innerHTML = '<img src=\"data:,\">'");
        assertFalse(browser.violations().isEmpty());
    }
}
