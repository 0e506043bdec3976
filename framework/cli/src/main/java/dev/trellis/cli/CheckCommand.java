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

@Command(
        name = "check",
        description = "Compare the models with the database; exit with 3 when a revision would have something to do.")
final class CheckCommand extends TrellisCommand {
    @Option(names = "--branch", paramLabel = "LABEL", description = "Only this branch, instead of all that are ours.")
    private @Nullable String branch;

    @Option(
            names = {"--allow-extra", "--allow_extra"},
            description = "Let be what the database has and the model has not, such as a column that a downgrade kept.")
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
                            : "the database is as the models want it");
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("finding", finding);
        document.put("branches", reports);
        output.result(document, lines);
        if (!output.isJson()) {
            DiffLines.note(output, reports);
        }
        if (finding) {
            reportFinding();
        }
    }
}
