package dev.trellis.internal.dashboard.page;

import dev.trellis.internal.diagram.site.SiteResource;

/** The style sheet and the script of the dashboard. */
public final class Resources {
    private Resources() {}

    /** Returns the style sheet: that of the documentation site, and a few rules for the dashboard. */
    public static String styleSheet() {
        return SiteResource.styleSheet() + SiteResource.text(Resources.class, "dashboard.css");
    }

    /** Returns the script that loads the parts of a page again. */
    public static String script() {
        return SiteResource.text(Resources.class, "live.js");
    }
}
