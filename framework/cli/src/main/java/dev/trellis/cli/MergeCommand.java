package dev.trellis.cli;

import dev.trellis.MergeRequest;
import dev.trellis.Trellis;
import dev.trellis.UsageException;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.RevisionReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        description = "Write a merge point that joins several heads of a branch, and say whether their order matters.")
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

    @Option(
            names = "--auto",
            description = "Join heads only if they give the same result in every order, which a throwaway database"
                    + " verifies. Exit with 3 and write nothing otherwise.")
    private boolean auto;

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private RenamePrompt renames = new RenamePrompt();

    @Override
    protected void run(Trellis trellis, Output output) {
        MergeRequest request = new MergeRequest(revisions, message, splice, branchLabels, id);
        List<HeadOrderReport> heads = auto ? verified(trellis, request) : trellis.judgeMerge(request);
        if (dryRun.isSet()) {
            PlanLines.print(
                    output,
                    autogenerate
                            ? trellis.planMergeAutogenerate(request, renames.decision(output))
                            : trellis.planMerge(request),
                    heads);
            return;
        }
        List<RevisionReport> written =
                autogenerate ? trellis.mergeAutogenerate(request, renames.decision(output)) : trellis.merge(request);
        List<String> lines = new ArrayList<>();
        written.forEach(point -> lines.addAll(RevisionLines.written(point)));
        lines.addAll(HeadOrderLines.of(heads));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("revisions", written);
        document.put("heads", heads);
        output.result(document, lines);
    }

    private static List<HeadOrderReport> verified(Trellis trellis, MergeRequest request) {
        List<HeadOrderReport> heads = trellis.verifyMerge(request);
        if (!heads.stream().allMatch(HeadOrderReport::commute)) {
            throw new FindingsException(UsageException.orderMatters(heads));
        }
        return heads;
    }
}
