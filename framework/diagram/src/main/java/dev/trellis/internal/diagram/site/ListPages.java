package dev.trellis.internal.diagram.site;

import java.util.List;
import java.util.function.BiConsumer;

/** Writes a list as one or several pages with links between them. */
final class ListPages {
    private ListPages() {}

    /**
     * Writes the pages.
     *
     * @param address the folder of the pages
     * @param size the largest number of entries of a page
     * @param body writes the entries of one page
     */
    static <T> void write(
            SiteContent content,
            SiteFolder folder,
            String address,
            String title,
            List<T> entries,
            int size,
            BiConsumer<Page, List<T>> body) {
        int count = Math.max(1, (entries.size() + size - 1) / size);
        for (int i = 0; i < count; i++) {
            String path = Address.ofList(address, i);
            Page page = new Page(content, path, i == 0 ? title : title + ", page " + (i + 1));
            page.heading(title);
            navigation(page, address, i, count, "Pages");
            body.accept(page, entries.subList(i * size, Math.min(entries.size(), (i + 1) * size)));
            navigation(page, address, i, count, "Pages, below the list");
            folder.write(path, page.finish());
        }
    }

    private static void navigation(Page page, String address, int here, int count, String label) {
        if (count == 1) {
            return;
        }
        Html html =
                page.html().open("nav", "class", "pages", "aria-label", label).open("ul");
        for (int i = 0; i < count; i++) {
            html.open("li");
            String path = page.to(Address.ofList(address, i));
            if (i == here) {
                html.element("a", String.valueOf(i + 1), "href", path, "aria-current", "page");
            } else {
                html.element("a", String.valueOf(i + 1), "href", path);
            }
            html.close();
        }
        html.close().end();
    }
}
