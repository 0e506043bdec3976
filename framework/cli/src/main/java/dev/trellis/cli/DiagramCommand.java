package dev.trellis.cli;

import dev.trellis.config.Configuration;
import dev.trellis.diagram.Diagram;
import dev.trellis.diagram.Diagram.Part;
import dev.trellis.diagram.Diagrams;
import dev.trellis.diagram.TableDiagramRequest;
import dev.trellis.diagram.option.ColumnDetail;
import dev.trellis.diagram.option.DiagramFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "diagram",
        description = "Draw the tables, coloured by the branch that owns them, or the revision graph.")
final class DiagramCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "svg",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DiagramFormat format = DiagramFormat.SVG;

    @Option(
            names = "--at",
            paramLabel = "REVISION",
            defaultValue = "heads",
            description = "Draw the tables at this revision (default: ${DEFAULT-VALUE}).")
    private String at = "heads";

    @Option(
            names = "--branch",
            paramLabel = "LABEL",
            description = "Draw the tables of this branch, and by name those to which they refer. Can be repeated.")
    private List<String> branches = new ArrayList<>();

    @Option(
            names = "--columns",
            paramLabel = "WHICH",
            description =
                    "Show these columns: ${COMPLETION-CANDIDATES} (default: all for up to 40 tables, keys for more).")
    private @Nullable ColumnDetail columns;

    @Option(
            names = "--graph",
            description = "Draw the revision graph instead of the tables, with what is applied to the database.")
    private boolean graph;

    @Option(names = "--offline", description = "With --graph: do not read the database.")
    private boolean offline;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the diagram to this file, which is replaced if it exists.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        Configuration configuration = root.configuration();
        Output output = root.output();
        Diagrams diagrams = new Diagrams(configuration, root.extensions(configuration));
        Diagram diagram = graph
                ? diagrams.revisions(format, !offline)
                : diagrams.tables(new TableDiagramRequest(format, at, branches, columns));
        diagram.notes().forEach(output::note);
        if (file == null) {
            output.result(diagram, DiagramText.of(diagram).lines().toList());
        } else {
            write(diagram, root.environment().resolve(file), output);
            output.result(diagram, List.of());
        }
        return Main.EXIT_OK;
    }

    private static void write(Diagram diagram, Path target, Output output) {
        List<Path> files = new ArrayList<>();
        if (diagram.parts().size() == 1 || DiagramText.isMarkdown(target)) {
            Resources.replace(DiagramText.of(diagram, target), target);
            files.add(target);
        } else {
            for (int i = 0; i < diagram.parts().size(); i++) {
                Part part = diagram.parts().get(i);
                Path numbered = DiagramText.numbered(target, i + 1);
                Resources.replace(part.text(), numbered);
                files.add(numbered);
            }
        }
        files.forEach(written -> output.note("wrote " + written));
    }
}
