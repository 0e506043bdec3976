package dev.trellis.cli;

import dev.trellis.adopt.Adoption;
import dev.trellis.adopt.AdoptionReport;
import dev.trellis.adopt.AdoptionRequest;
import dev.trellis.adopt.AdoptionText;
import dev.trellis.adopt.Tool;
import dev.trellis.config.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "adopt",
        description = "Convert the project of another migration tool, verify the result, and record what is applied."
                + " Exit with 3 if a person has to complete it.")
final class AdoptCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets the field before it calls the command
    private RootCommand root;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TOOL",
            description = "Adopt from this tool: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli requires the option
    private Tool tool;

    @Option(
            names = "--project",
            paramLabel = "PATH",
            description =
                    "The folder or the configuration file of the tool's project (default: the working directory).")
    private Path project = Path.of("");

    @Option(
            names = "--branch",
            paramLabel = "LABEL",
            description =
                    "The branch that receives the scripts (default: the only branch with a folder). Can be repeated.")
    private List<String> branches = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            description = "Replace a setting of the tool, under the tool's own name. Can be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = {"--accept-gaps", "--accept_gaps"},
            description = "Record what is applied although parts of the project were not converted.")
    private boolean acceptGaps;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write the report to this file: Markdown for .md, JSON for .json, else text. Can be repeated.")
    private List<Path> reports = new ArrayList<>();

    @Option(
            names = {"--dry-run", "--dry_run"},
            description = "Convert and verify, and write and record nothing.")
    private boolean dryRun;

    @Option(
            names = "--recorder",
            description =
                    "Print the Python script that records the operations of Alembic scripts, and do nothing else.")
    private boolean recorder;

    @Override
    public Integer call() {
        if (recorder) {
            String script = Adoption.recorder(tool);
            root.output().result(Map.of("recorder", script), script.lines().toList());
            return Main.EXIT_OK;
        }
        Configuration configuration = root.configuration();
        Output output = root.output();
        AdoptionRequest request =
                new AdoptionRequest(tool, root.environment().resolve(project), branches, settings, dryRun, acceptGaps);
        AdoptionReport report = new Adoption(
                        configuration,
                        root.extensions(configuration),
                        ProgressPrinter.of(output, configuration.logSql()))
                .run(request);
        for (Path file : reports) {
            Resources.replace(text(report, file), root.environment().resolve(file));
        }
        output.result(report, AdoptionText.lines(report));
        return report.isFinding() ? Main.EXIT_FINDINGS : Main.EXIT_OK;
    }

    private static String text(AdoptionReport report, Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return Json.write(report) + "\n";
        }
        return name.endsWith(".md")
                ? AdoptionText.markdown(report)
                : String.join("\n", AdoptionText.lines(report)) + "\n";
    }
}
