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

@Command(name = "merge", description = "Join the several heads of a branch by a merge point.")
final class MergeCommand extends TrellisCommand {
    @Parameters(
            paramLabel = "REVISION",
            arity = "1..*",
            description = "heads for those of every branch that is ours, or revisions of one branch.")
    private List<String> revisions = new ArrayList<>();

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "What it is about; otherwise what it joins.")
    private @Nullable String message;

    @Option(names = "--splice", description = "Allow revisions that are not heads.")
    private boolean splice;

    @Option(
            names = {"--branch-label", "--branch_label"},
            paramLabel = "LABEL",
            description = "A label for the merge point.")
    private List<String> branchLabels = new ArrayList<>();

    @Option(
            names = {"--rev-id", "--rev_id"},
            paramLabel = "ID",
            description = "Its identifier, instead of a new one.")
    private @Nullable String id;

    @Option(names = "--autogenerate", description = "Fill it with what the model of its branch still lacks.")
    private boolean autogenerate;

    @Mixin
    private RenamePrompt renames = new RenamePrompt();

    @Override
    protected void run(Trellis trellis, Output output) {
        MergeRequest request = new MergeRequest(revisions, message, splice, branchLabels, id);
        List<RevisionReport> written =
                autogenerate ? trellis.mergeAutogenerate(request, renames.answer(output)) : trellis.merge(request);
        List<String> lines = new ArrayList<>();
        written.forEach(point -> lines.addAll(RevisionLines.written(point)));
        output.result(Map.of("revisions", written), lines);
    }
}
