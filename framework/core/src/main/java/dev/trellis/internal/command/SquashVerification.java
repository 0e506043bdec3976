package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.command.ThrowawayReplay.Built;
import dev.trellis.internal.command.ThrowawayReplay.Stage;
import dev.trellis.internal.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds one throwaway database from the replaced revisions and another one from the baseline, and compares them twice: at
 * the baseline and at the heads of all branches.
 */
final class SquashVerification {
    private final Workspace workspace;
    private final Listener listener;
    private final ThrowawayReplay replay;
    private final List<Stage> stages;

    /**
     * Creates the verification.
     *
     * @param last the identifier of the baseline
     */
    SquashVerification(Workspace workspace, Listener listener, String last) {
        this.workspace = workspace;
        this.listener = listener;
        this.replay = new ThrowawayReplay(workspace, listener, "squash");
        this.stages = List.of(new Stage("at " + last + ": ", List.of(last)), new Stage("at heads: ", List.of("heads")));
    }

    /**
     * The differences between the two databases, one line each.
     *
     * @param ofSchemas the differences of the schemas; the error if the baseline cannot be run
     * @param ofRows the tables with different numbers of rows
     */
    record Differences(List<String> ofSchemas, List<String> ofRows) {}

    /** Compares the database of the replaced revisions with the one of the baseline. */
    Differences compare(Branches squashed) {
        listener.note("building a throwaway database from the present scripts");
        Built expected = replay.build(workspace.branches(), stages, null, new ArrayList<>());
        listener.note("building a throwaway database from the baseline");
        List<String> differences = new ArrayList<>();
        Built actual;
        try {
            actual = replay.build(squashed, stages, expected, differences);
        } catch (TrellisException e) {
            String problem = workspace.database().secrets().hide(e.problem().toString());
            return new Differences(problem.lines().toList(), List.of());
        }
        return new Differences(differences, expected.rowDifferences(actual));
    }
}
