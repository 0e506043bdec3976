package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.ModelReport;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "schema", description = "Print the schema that the scripts create up to a revision. Needs no database.")
final class SchemaCommand extends TrellisCommand {
    /** The notations of a schema. */
    enum Format {
        YAML,
        SQL,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--at",
            paramLabel = "REVISION",
            defaultValue = "heads",
            description = "Print the schema at this revision (default: heads).")
    private String target = "heads";

    @Option(names = "--branch", paramLabel = "LABEL", description = "Print only what this branch owns.")
    private @Nullable String branch;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            description = "yaml for a model (default), sql for the statements of the configured database, or json.")
    private Format format = Format.YAML;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (format == Format.SQL) {
            output.script(out -> trellis.schemaSql(target, branch, out));
            return;
        }
        if (format == Format.JSON) {
            output.json(true);
        }
        ModelReport report = trellis.schemaModel(target, branch);
        output.result(Map.of("model", report.model()), report.yaml().lines().toList());
    }
}
