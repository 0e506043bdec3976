package dev.trellis.diagram;

import dev.trellis.Extensions;
import dev.trellis.config.Configuration;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.diagram.site.SiteIdentity;
import dev.trellis.internal.diagram.site.SiteWriter;
import dev.trellis.internal.workspace.Workspace;
import java.nio.file.Path;

/**
 * Writes the documentation of a project as a static site:
 *
 * <pre>{@code
 * Configuration configuration = ConfigurationReader.read(Path.of("trellis.yaml"), null, Map.of(), System::getenv);
 * SiteReport report = new DocumentationSite(configuration, Extensions.NONE).write(SiteRequest.of(Path.of("site")));
 * }</pre>
 */
public final class DocumentationSite {
    private final Configuration configuration;
    private final Extensions extensions;

    /** Creates an object, which reads nothing and connects to nothing. */
    public DocumentationSite(Configuration configuration, Extensions extensions) {
        this.configuration = configuration;
        this.extensions = extensions;
    }

    /**
     * Writes the site. Pages of an earlier site that no longer exist are deleted. The same project in the same state gives the
     * same files.
     *
     * @throws TrellisException {@code file_exists} if the folder contains other files, {@code cannot_write}, {@code
     *     unknown_dialect}, and the errors of scripts
     */
    public SiteReport write(SiteRequest request) {
        try (Workspace workspace = new Workspace(configuration, extensions)) {
            String title = request.title() == null ? name() : request.title();
            SiteWriter.Result result = new SiteWriter(workspace)
                    .write(request.folder(), new SiteIdentity(title, null), request.dialects(), request.askDatabase());
            return new SiteReport(
                    DisplayPath.of(request.folder()),
                    result.pages(),
                    result.tables(),
                    result.definitions(),
                    result.revisions(),
                    result.notes());
        }
    }

    private String name() {
        Path folder = configuration.folder().toAbsolutePath().normalize().getFileName();
        return folder == null ? "Database" : folder.toString();
    }
}
