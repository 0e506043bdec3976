package dev.trellis.internal.diagram.site;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a page: head, navigation, search field and footer.
 *
 * @param site the name of the site
 * @param home the address of its start page
 * @param root the path from the page to the folder with the style sheet and the search
 * @param sections the links of the navigation
 * @param footer the text below the content
 */
public record Frame(String site, String home, String root, List<Section> sections, String footer) {
    public Frame {
        sections = List.copyOf(sections);
    }

    /**
     * A link of the navigation.
     *
     * @param current {@code page} if the link leads to the page itself, {@code true} if the page belongs to the section, null
     *     otherwise
     */
    public record Section(
            String name, String address, @Nullable String current) {}

    /**
     * The head of a page.
     *
     * @param title the title of the page
     * @param scripts the addresses of its scripts
     * @param refreshSeconds the time after which a browser without JavaScript loads the page again; 0 for never
     * @param isSearch whether the page is the search, which needs no search field in its head
     */
    public record Head(String title, List<String> scripts, int refreshSeconds, boolean isSearch) {
        public Head {
            scripts = List.copyOf(scripts);
        }
    }

    /** Begins a page and opens its content. */
    public void begin(Html html, Head head) {
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").markup("\n");
        head(html, head);
        html.open("body").markup("\n");
        html.element("a", "Skip to the content", "class", "skip", "href", "#content")
                .markup("\n");
        html.open("header", "class", "top").markup("\n");
        html.element("a", site, "class", "brand", "href", home).markup("\n");
        html.open("nav", "aria-label", "Sections").open("ul");
        for (Section section : sections) {
            html.open("li");
            if (section.current() == null) {
                html.element("a", section.name(), "href", section.address());
            } else {
                html.element("a", section.name(), "href", section.address(), "aria-current", section.current());
            }
            html.close();
        }
        html.close().end();
        if (!head.isSearch()) {
            search(html);
        }
        html.end().open("main", "id", "content", "tabindex", "-1").markup("\n");
    }

    private void head(Html html, Head head) {
        html.open("head").markup("\n");
        html.empty("meta", "charset", "utf-8").markup("\n");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .markup("\n");
        html.empty("meta", "name", "color-scheme", "content", "light dark").markup("\n");
        if (head.refreshSeconds() > 0) {
            html.open("noscript")
                    .empty("meta", "http-equiv", "refresh", "content", String.valueOf(head.refreshSeconds()))
                    .end();
        }
        html.element("title", head.title().equals(site) ? site : head.title() + " \u00b7 " + site)
                .markup("\n");
        html.empty("link", "rel", "icon", "href", "data:,").markup("\n");
        html.empty("link", "rel", "stylesheet", "href", root + "style.css").markup("\n");
        for (String script : head.scripts()) {
            html.open("script", "src", script, "defer", "defer").end();
        }
        html.end();
    }

    private void search(Html html) {
        html.open("form", "class", "search", "role", "search", "action", root + Address.SEARCH, "method", "get");
        html.element("label", "Search", "class", "hidden", "for", "query");
        html.empty("input", "id", "query", "name", "q", "type", "search", "placeholder", "Table, column, revision");
        html.element("button", "Search", "type", "submit").end();
    }

    /** Closes the content and the page. */
    public void finish(Html html) {
        html.end().open("footer").element("p", footer).end();
        html.end().end();
    }
}
