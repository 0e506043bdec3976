package dev.trellis.cli;

import dev.trellis.SquashRequest;
import dev.trellis.SquashRequest.Underived;
import dev.trellis.Trellis;
import dev.trellis.report.SquashReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "squash",
        description =
                "Replace the revisions of a branch up to REVISION by a baseline, from which a new database starts."
                        + " Exit with 3 and change no file if a throwaway database shows a difference.")
final class SquashCommand extends TrellisCommand {
    @Parameters(paramLabel = "REVISION", description = "The last revision to replace, such as poser@4be09a5d1c22.")
    private String revision = "";

    @Option(
            names = "--release",
            paramLabel = "RELEASE",
            description = "The newest release that contains the replaced scripts; the error for a database below the"
                    + " baseline names it.")
    private @Nullable String release;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "MESSAGE",
            description = "The message of the baseline (default: baseline of BRANCH).")
    private @Nullable String message;

    @Option(
            names = "--archive",
            paramLabel = "DIRECTORY",
            description = "Move the replaced scripts to this folder instead of deleting them.")
    private @Nullable Path archive;

    @ArgGroup(exclusive = true)
    private Treatment treatment = new Treatment();

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    /** The options for the operations from which a baseline cannot be derived. */
    static final class Treatment {
        @Option(
                names = {"--keep-operations", "--keep_operations"},
                description = "Copy execute, bulk_insert and run to the baseline, unless their script has db_create:"
                        + " false.")
        private boolean keep;

        @Option(
                names = {"--omit-operations", "--omit_operations"},
                description = "Leave execute, bulk_insert and run out, unless their script has db_create: true.")
        private boolean omit;

        private Underived value() {
            if (keep) {
                return Underived.KEEP;
            }
            return omit ? Underived.OMIT : Underived.REFUSE;
        }
    }

    @Override
    protected void run(Trellis trellis, Output output) {
        Path folder = archive == null ? null : root().environment().resolve(archive);
        SquashRequest request = new SquashRequest(revision, release, message, treatment.value(), folder);
        SquashReport report = dryRun.isSet() ? trellis.planSquash(request) : trellis.squash(request);
        if (!report.differences().isEmpty()) {
            reportFinding();
        }
        Object document = report;
        if (dryRun.isSet()) {
            Map<String, Object> planned = new LinkedHashMap<>();
            planned.put("dry_run", true);
            planned.put("squash", report);
            document = planned;
        }
        output.result(document, lines(report, output.isVerbose()));
        if (!output.isJson()) {
            report.notes().forEach(note -> output.note("note: " + note));
        }
    }

    private List<String> lines(SquashReport report, boolean verbose) {
        List<String> lines = new ArrayList<>();
        if (!report.differences().isEmpty()) {
            lines.add("no file was changed, because a database from the baseline differs from one from the revisions:");
            report.differences().forEach(line -> lines.add("  " + line));
        } else {
            lines.add((dryRun.isSet() ? "would replace " : "replaced ")
                    + Quantity.of(report.replaced().size(), "revision") + " of "
                    + report.baseline().branch() + " by the baseline "
                    + report.baseline().revision());
            lines.add("  in " + report.baseline().path());
            String verb = archive == null ? "delete" : "move";
            report.files()
                    .forEach(file -> lines.add("  " + (dryRun.isSet() ? "would " + verb : verb + "d") + " " + file));
        }
        report.kept().forEach(each -> lines.add("copied to the baseline: " + each));
        report.omitted().forEach(each -> lines.add("left out: " + each));
        if (verbose) {
            report.text().lines().forEach(line -> lines.add(line.isEmpty() ? "" : "    " + line));
        }
        return lines;
    }
}
