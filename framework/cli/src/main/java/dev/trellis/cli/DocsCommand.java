package dev.trellis.cli;

import dev.trellis.config.Configuration;
import dev.trellis.diagram.DocumentationSite;
import dev.trellis.diagram.SiteReport;
import dev.trellis.diagram.SiteRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "docs",
        description = "Write a static site about the tables, the revisions and what is pending on the database.")
final class DocsCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    @Parameters(
            paramLabel = "DIRECTORY",
            description = "The folder of the site: a new or empty one, or one that contains an earlier site.")
    @SuppressWarnings("NullAway.Init") // picocli requires the parameter
    private Path folder;

    @Option(
            names = "--title",
            paramLabel = "TEXT",
            description = "The name of the project (default: the name of the configuration's folder).")
    private @Nullable String title;

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description = "Show the SQL of revisions for this kind of database (default: for all). Can be repeated.")
    private List<String> dialects = new ArrayList<>();

    @Option(names = "--offline", description = "Do not read the database; the site does not show what is applied.")
    private boolean offline;

    @Override
    public Integer call() {
        Configuration configuration = root.configuration();
        Output output = root.output();
        SiteReport report = new DocumentationSite(configuration, root.extensions(configuration))
                .write(new SiteRequest(root.environment().resolve(folder), title, dialects, !offline));
        report.notes().forEach(output::note);
        output.result(
                report,
                List.of("wrote " + Quantity.of(report.pages(), "page") + " to " + report.folder() + ": "
                        + Quantity.of(report.tables(), "table") + ", "
                        + Quantity.of(report.definitions(), "definition") + ", "
                        + Quantity.of(report.revisions(), "revision")));
        return Main.EXIT_OK;
    }
}
