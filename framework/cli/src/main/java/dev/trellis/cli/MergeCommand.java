package dev.trellis.cli;

import dev.trellis.MergeRequest;
import dev.trellis.Trellis;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "merge", description = "Write a merge point that joins several heads of a branch.")
final class MergeCommand extends TrellisCommand {
    @Parameters(
            paramLabel = "REVISION",
            arity = "1..*",
            description = "The heads of one branch, or 'heads' for those of every branch of this project.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "Set the message (default: merge ID and ID).")
    private @Nullable String message;

    @Option(names = "--splice", description = "Allow revisions that are not heads.")
    private boolean splice;

    @Option(
            names = {"--branch-label", "--branch_label"},
            paramLabel = "LABEL",
            description = "Give the merge point a label. Can be repeated.")
    private List<String> branchLabels = new ArrayList<>();

    @Option(
            names = {"--rev-id", "--rev_id"},
            paramLabel = "ID",
            description = "Use this identifier instead of a random one.")
    private @Nullable String id;

    @Option(
            names = "--autogenerate",
            description = "Write the difference between the branch's model and the database into the merge point.")
    private boolean autogenerate;

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private RenamePrompt renames = new RenamePrompt();

    @Override
    protected void run(Trellis trellis, Output output) {
        MergeRequest request = new MergeRequest(revisions, message, splice, branchLabels, id);
        if (dryRun.isSet()) {
            PlanLines.print(
                    output,
                    autogenerate
                            ? trellis.planMergeAutogenerate(request, renames.decision(output))
                            : trellis.planMerge(request));
            return;
        }
        List<RevisionReport> written =
                autogenerate ? trellis.mergeAutogenerate(request, renames.decision(output)) : trellis.merge(request);
        List<String> lines = new ArrayList<>();
        written.forEach(point -> lines.addAll(RevisionLines.written(point)));
        output.result(Map.of("revisions", written), lines);
    }
}
