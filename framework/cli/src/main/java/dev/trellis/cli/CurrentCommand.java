package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.report.RevisionReport;
import java.util.List;
import java.util.Map;
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
        output.result(Map.of("revisions", current), RevisionLines.lines(current, output.isVerbose()));
        if (current.isEmpty()) {
            output.note("no revision is applied");
        }
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
