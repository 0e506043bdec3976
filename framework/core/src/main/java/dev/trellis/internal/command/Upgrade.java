package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UpgradeOptions;
import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.RevisionGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a database up to a target. */
public final class Upgrade {
    private final Workspace workspace;
    private final Listener listener;

    public Upgrade(Workspace workspace, Listener listener) {
        this.workspace = workspace;
        this.listener = listener;
    }

    public RunReport to(String target, UpgradeOptions options) {
        workspace.connectAhead();
        noteMissingFolders();
        return workspace.withReconnect("the upgrade", listener, session -> to(target, options, session));
    }

    private RunReport to(String target, UpgradeOptions options, Session session) throws SQLException {
        Branches branches = workspace.branches();
        RevisionGraph graph = branches.graph();
        MigrationRun migrating = new MigrationRun(workspace, session, listener);
        DatabaseState now = migrating.turn().read();
        Heads rows = migrating.state().requireKnownRows(now, graph);
        List<ChangedScripts.Changed> changed = migrating.changed(now, branches, options.acceptChanged());
        boolean mayBePlanned = !now.isInterrupted() && (changed.isEmpty() || rows.isEmpty());
        Plan first = mayBePlanned ? graph.upgrade(rows, target) : null;
        if (first != null && first.isEmpty() && changed.isEmpty()) {
            return new RunReport(List.of(), List.copyOf(rows.ids()));
        }
        Runner runner = migrating.runner(branches);
        // What cannot be read must leave no trace in a database that has none of ours yet. Where the turn leaves none
        // either, whoever has waited for another to do it all need not read anything.
        Plan untouched = rows.isEmpty() ? first : null;
        boolean traceless = session.dialect().capabilities().transactionalDdl();
        if (untouched != null && !traceless) {
            runner.read(untouched);
        }
        MigrationLock.Work<RunReport> work = () -> {
            if (untouched != null && traceless && migrating.turn().read().rows().isEmpty()) {
                runner.read(untouched);
            }
            migrating.prepare(options.adopt());
            migrating.scripts(branches).accept(changed);
            return runner.run((then, begun) -> {
                MigrationRun.refuseStepsOn(target, begun);
                Heads from = migrating.state().requireKnownRows(then, graph);
                return first != null && first.start().equals(from) ? first : graph.upgrade(from, target);
            });
        };
        return migrating.turn().withReconnect(work, () -> changed.isEmpty() ? done(migrating, graph, target) : null);
    }

    /** Whoever has waited for another to do it all need not have the turn to see that; null where there is more to do. */
    private static @Nullable RunReport done(MigrationRun migrating, RevisionGraph graph, String target)
            throws SQLException {
        DatabaseState now = migrating.state().read();
        try {
            Heads rows = migrating.state().requireKnownRows(now, graph);
            return !now.isInterrupted() && graph.upgrade(rows, target).isEmpty()
                    ? new RunReport(List.of(), List.copyOf(rows.ids()))
                    : null;
        } catch (TrellisException e) {
            // It is told in the turn, if it is still so.
            return null;
        }
    }

    /** A mistyped folder must not pass for one without revisions. */
    private void noteMissingFolders() {
        for (Branch branch : workspace.branches().all()) {
            Path directory = branch.directory();
            if (directory != null && !Files.isDirectory(directory)) {
                listener.note("branch '" + branch.label() + "' has no revision: there is no folder " + directory);
            }
        }
    }
}
