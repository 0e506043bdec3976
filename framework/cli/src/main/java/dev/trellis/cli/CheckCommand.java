package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.report.DiffReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "check", description = "Compare the models with the database. Exit with 3 if a new revision is needed.")
final class CheckCommand extends TrellisCommand {
    @Option(
            names = "--branch",
            paramLabel = "LABEL",
            description = "Check only this branch (default: all branches of this project).")
    private @Nullable String branch;

    @Option(
            names = {"--allow-extra", "--allow_extra"},
            description = "Ignore tables and columns that exist in the database and not in the models.")
    private boolean allowExtra;

    @Override
    protected void run(Trellis trellis, Output output) {
        List<DiffReport> reports = trellis.check(branch);
        List<String> lines = new ArrayList<>();
        boolean finding = false;
        for (DiffReport report : reports) {
            lines.addAll(DiffLines.of(report, allowExtra));
            finding |= report.isFinding(allowExtra);
        }
        if (lines.isEmpty()) {
            lines.add(
                    reports.isEmpty()
                            ? "nothing was compared: no branch of this project has a model"
                            : "the database matches the models");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("finding", finding);
        document.put("branches", reports);
        output.result(document, lines, table(reports));
        if (!output.isJson()) {
            DiffLines.note(output, reports);
        }
        if (finding) {
            reportFinding();
        }
    }

    private TextTable table(List<DiffReport> reports) {
        TextTable table = new TextTable("branch", "result", "operation");
        for (DiffReport report : reports) {
            for (String operation : report.operations()) {
                boolean isExtra = allowExtra && report.extra().contains(operation);
                table.row(report.branch(), isExtra ? "extra" : "differs", operation);
            }
            if (report.operations().isEmpty()) {
                table.row(report.branch(), "matches", "");
            }
        }
        return table;
    }
}
