package dev.trellis.diagram;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for the documentation site of a project.
 *
 * @param folder the folder of the site: a new or empty one, or one that contains an earlier site
 * @param title the name of the project; null for the name of the folder that contains the configuration
 * @param dialects the kinds of databases whose SQL is shown, by name; empty for all
 * @param askDatabase whether to show what is applied to the configured database. A database that cannot be read is noted in
 *     the site.
 */
public record SiteRequest(Path folder, @Nullable String title, List<String> dialects, boolean askDatabase) {
    public SiteRequest {
        dialects = List.copyOf(dialects);
    }

    /** Returns a request with the defaults. */
    public static SiteRequest of(Path folder) {
        return new SiteRequest(folder, null, List.of(), true);
    }
}
