package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.DiffReport;
import dev.trellis.report.SchemaDiffReport;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Show the operations that lead from one schema to another.")
final class DiffCommand extends TrellisCommand {
    /** The notations of a difference. */
    enum Format {
        TEXT,
        SQL,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "FROM",
            description = "A revision or another target such as heads, 'model', 'database', or an environment.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "As FROM.")
    private String to = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), sql for the statements of the database, or json.")
    private Format format = Format.TEXT;

    @Option(
            names = {"--exit-code", "--exit_code"},
            description = "Exit with 3 if the schemas differ.")
    private boolean exitCode;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (format == Format.JSON) {
            output.json(true);
        }
        if (format == Format.SQL) {
            int[] count = new int[1];
            output.script(out -> trellis.diffSql(from, to, line -> {
                count[0]++;
                out.accept(line);
            }));
            report(count[0] > 0);
            return;
        }
        SchemaDiffReport report = trellis.diff(from, to);
        output.result(report, report.isFinding() ? report.operations() : List.of("no differences"));
        if (!output.isJson()) {
            report.likelyRenames().forEach(rename -> output.note("possible rename: " + rename));
            for (DiffReport.Line line : report.reported()) {
                output.note(DiffLines.note(line));
            }
        }
        report(report.isFinding());
    }

    private void report(boolean isFinding) {
        if (exitCode && isFinding) {
            reportFinding();
        }
    }
}
