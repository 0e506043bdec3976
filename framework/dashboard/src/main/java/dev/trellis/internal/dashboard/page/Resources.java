package dev.trellis.internal.dashboard.page;

import dev.trellis.internal.diagram.site.SiteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The style sheet and the script of the dashboard. */
public final class Resources {
    private Resources() {}

    /** Returns the style sheet: that of the documentation site, and a few rules for the dashboard. */
    public static String styleSheet() {
        return SiteWriter.styleSheet() + text("dashboard.css");
    }

    /** Returns the script that loads the parts of a page again. */
    public static String script() {
        return text("live.js");
    }

    private static String text(String name) {
        try (InputStream stream = Resources.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks its resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
