package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.ModelReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description = "Print the tables, views and other objects of the database as a model in YAML.")
final class InspectCommand extends TrellisCommand {
    @Parameters(
            paramLabel = "TABLE",
            arity = "0..*",
            description = "Print only these tables, views and other objects; * stands for any characters.")
    private List<String> tables = List.of();

    @Option(names = "--branch", paramLabel = "LABEL", description = "Print only what this branch owns.")
    private @Nullable String branch;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the model to this file instead. Never overwrite a file.")
    private @Nullable Path file;

    @Override
    protected void run(Trellis trellis, Output output) {
        ModelReport report = trellis.inspectModel(branch, tables);
        if (file == null) {
            output.result(Map.of("model", report.model()), report.yaml().lines().toList());
        } else {
            Path target = root().environment().resolve(file);
            Resources.write(report.yaml(), target);
            output.note("wrote " + target);
        }
    }
}
