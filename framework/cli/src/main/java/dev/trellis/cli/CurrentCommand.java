package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.report.IncompleteRevision;
import dev.trellis.report.RevisionReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "current", description = "Show the current revisions of the database.")
final class CurrentCommand extends TrellisCommand {
    @Option(
            names = {"--check-heads", "--check_heads"},
            description = "Exit with 3 if a revision is not applied.")
    private boolean checkHeads;

    @Override
    protected void run(Trellis trellis, Output output) {
        if (checkHeads) {
            check(trellis);
        }
        List<RevisionReport> current = trellis.current();
        Optional<IncompleteRevision> incomplete = trellis.incomplete();
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("revisions", current);
        document.put("incomplete", incomplete.orElse(null));
        if (output.isVerbose()) {
            output.result(document, RevisionLines.lines(current, true));
        } else {
            output.result(document, RevisionLines.lines(current, false), table(current));
        }
        if (current.isEmpty()) {
            output.note("no revision is applied");
        }
        incomplete.ifPresent(revision -> note(output, revision));
    }

    private static void note(Output output, IncompleteRevision revision) {
        output.note(
                "note: the " + revision.direction() + " of revision " + revision.revision() + ", begun by "
                        + Printable.line(revision.username() + " on " + revision.host()) + " at " + revision.startedAt()
                        + ", is not complete: another process is running it, or the next upgrade or downgrade finishes it first");
    }

    private static TextTable table(List<RevisionReport> revisions) {
        TextTable table = new TextTable("revision", "branch", "head", "created", "message");
        for (RevisionReport revision : revisions) {
            table.row(
                    revision.revision(),
                    revision.branch(),
                    revision.isHead() ? "yes" : "no",
                    revision.created() == null ? "" : revision.created(),
                    revision.message());
        }
        return table;
    }

    private static void check(Trellis trellis) {
        try {
            trellis.checkHeads();
        } catch (TrellisException e) {
            if (e.is(ErrorName.NOT_AT_HEADS)) {
                throw new FindingsException(e);
            }
            throw e;
        }
    }
}
