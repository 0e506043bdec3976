package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Takes a database down to a target, and says beforehand what of other branches goes with it. */
public final class Downgrade {
    private final Workspace workspace;
    private final Listener listener;
    private final Predicate<List<RevisionReport>> consent;

    public Downgrade(Workspace workspace, Listener listener, Predicate<List<RevisionReport>> consent) {
        this.workspace = workspace;
        this.listener = listener;
        this.consent = consent;
    }

    public RunReport to(String target) {
        return workspace.withReconnect("the downgrade", listener, session -> to(target, session));
    }

    private RunReport to(String target, Session session) throws SQLException {
        MigrationRun migrating = new MigrationRun(workspace, session, listener);
        DatabaseState now = migrating.turn().read();
        Branches all = migrating.withHistoryScripts(now, workspace.branches());
        Plan plan = all.graph().downgrade(migrating.state().requireKnownRows(now, all.graph()), target);
        if (plan.isEmpty() && !now.isInterrupted()) {
            return new RunReport(List.of(), List.copyOf(now.rows().ids()));
        }
        migrating.changed(now, all).forEach(each -> listener.note("note: " + ChangedScripts.problem(each)));
        Set<String> agreed = new HashSet<>();
        agree(target, plan, all, agreed);
        Runner runner = migrating.runner(all);
        return migrating.turn().withReconnect(() -> {
            migrating.prepare(false);
            return runner.run((then, begun) -> {
                MigrationRun.refuseStepsOn(target, begun);
                Plan next = all.graph().downgrade(migrating.state().requireKnownRows(then, all.graph()), target);
                agree(target, next, all, agreed);
                return next;
            });
        });
    }

    /** Asks for consent to what has not been agreed to yet. */
    private void agree(String target, Plan plan, Branches all, Set<String> agreed) {
        List<RevisionReport> others = takenAlong(target, plan, all);
        if (!others.isEmpty()
                && !others.stream().allMatch(other -> agreed.contains(other.revision()))
                && !consent.test(others)) {
            throw UsageException.notAgreed(target, others);
        }
        others.forEach(other -> agreed.add(other.revision()));
    }

    /** Revisions of other branches than the one whose revision is the target, when the target names one. */
    private static List<RevisionReport> takenAlong(String target, Plan plan, Branches all) {
        int at = target.indexOf('@');
        String label =
                at > 0 && all.find(target.substring(0, at)).isPresent() ? target.substring(0, at) : label(all, target);
        if (label.isEmpty()) {
            return List.of();
        }
        List<Revision> others = plan.revisions().stream()
                .filter(revision -> !label(all, revision.id()).equals(label))
                .toList();
        return new RevisionReports(all, null).of(others);
    }

    private static String label(Branches all, String revision) {
        Branch branch = all.of(revision);
        return branch == null ? "" : branch.label();
    }
}
