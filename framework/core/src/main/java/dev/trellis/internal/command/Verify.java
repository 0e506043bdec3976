package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.DiffReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes every revision up, down and up again in an empty database, and compares what there is at each stop. */
public final class Verify {
    private final Workspace workspace;
    private final Session session;
    private final MigrationRun migrating;
    private final List<String> schemas;
    private final Listener listener;
    private final List<String> tried = new ArrayList<>();
    private final List<VerifyReport.Finding> findings = new ArrayList<>();

    /**
     * @param session a connection to an empty database
     * @param schemas the schemas beside the default one that scripts name
     */
    public Verify(Workspace workspace, Session session, List<String> schemas, Listener listener) throws SQLException {
        this.workspace = workspace;
        this.session = session;
        this.schemas = schemas;
        this.listener = listener;
        this.migrating = new MigrationRun(workspace, session, listener);
    }

    public VerifyReport verify() throws SQLException {
        try (MigrationLock.Lease lease = migrating.lock().acquire()) {
            VerifyReport report = all();
            lease.flush();
            return report;
        }
    }

    private VerifyReport all() throws SQLException {
        migrating.lock().prepare(true);
        Plan plan = workspace.branches().graph().upgrade(Heads.none(), "heads");
        boolean whole = true;
        for (Step step : plan.steps()) {
            whole = upDownUp(step);
            if (!whole) {
                break;
            }
            tried.add(step.revision().id());
        }
        if (whole) {
            models();
        }
        return new VerifyReport(session.dialect().name(), List.copyOf(tried), List.copyOf(findings));
    }

    /** @return whether the revision is applied in the end, so that the next one has what it stands on */
    private boolean upDownUp(Step step) throws SQLException {
        Schema before = schema();
        if (!run(step, "upgrade_fails", "it cannot be upgraded to")) {
            return false;
        }
        Schema up = schema();
        MigrationScript script = workspace.branches().script(step.revision().id());
        if (script == null || script.body(workspace.parsing()).downgrade() == null) {
            found(step, "no_downgrade", "it has no downgrade, so only its upgrade was tried", List.of());
            return true;
        }
        if (!run(step.reverse(), "downgrade_fails", "its downgrade fails")) {
            return schema().equals(up) && !migrating.lock().read().isInterrupted();
        }
        List<String> left = InspectionDiff.between(before, schema());
        if (!left.isEmpty()) {
            found(step, "downgrade_differs", "its downgrade does not lead back to what was there before", left);
        }
        if (!run(step, "second_upgrade_fails", "it cannot be upgraded to again after its downgrade")) {
            return false;
        }
        List<String> other = InspectionDiff.between(up, schema());
        if (!other.isEmpty()) {
            found(step, "second_upgrade_differs", "upgraded again after its downgrade it gives something else", other);
        }
        return true;
    }

    private boolean run(Step step, String name, String message) throws SQLException {
        try {
            Runner runner = migrating.runner(workspace.branches(), new ArrayList<>());
            Heads heads = runner.finishInterrupted(migrating.lock().read()).rows();
            Plan plan = new Plan(heads, List.of(step), heads.after(step));
            listener.planned(plan);
            if (!runner.run(plan, runner.parse(plan))) {
                throw LockException.headsMoved();
            }
            return true;
        } catch (TrellisException e) {
            found(step, name, message, e.problem().toString().lines().toList());
            return false;
        }
    }

    private void models() throws SQLException {
        ModelComparison comparing = new ModelComparison(workspace, session);
        for (Branch branch : workspace.branches().all()) {
            if (branch.model() != null) {
                DiffReport report = DiffReport.of(branch.label(), comparing.of(branch, rename -> false));
                if (report.isFinding(false)) {
                    findings.add(new VerifyReport.Finding(
                            "model_differs",
                            branch.label(),
                            null,
                            "the model of branch '" + branch.label() + "' is not what its revisions give",
                            report.operations()));
                }
            }
        }
    }

    private Schema schema() throws SQLException {
        Configuration configuration = workspace.configuration();
        List<TableName> own = MigrationState.tables(configuration.versionTable(), configuration.historyTable());
        return session.dialect().inspect(session.connection(), schemas).only(table -> !own.contains(table));
    }

    private void found(Step step, String name, String message, List<String> differences) {
        Branch branch = workspace.branches().of(step.revision().id());
        findings.add(new VerifyReport.Finding(
                name, branch == null ? "" : branch.label(), step.revision().id(), message, differences));
    }
}
