package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.DiffReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.report.VerifyReport.Defect;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Upgrades, downgrades and upgrades every revision again in a throwaway database. Compares the schema after each of these
 * actions, and compares the final schema with the models.
 */
public final class Verify {
    private final Workspace workspace;
    private final Session session;
    private final Inspection inspection;
    private final Listener listener;
    private final CommandDatabase database;
    private final ModelComparison comparison;
    private final List<String> verified = new ArrayList<>();
    private final List<VerifyReport.Finding> findings = new ArrayList<>();

    /** Creates the verification in a throwaway database. */
    private Verify(Workspace workspace, Session session, List<String> schemas, Listener listener) throws SQLException {
        this.workspace = workspace;
        this.session = session;
        this.inspection = new Inspection(workspace, session, schemas);
        this.listener = listener;
        this.database = new CommandDatabase(workspace, session, listener);
        this.comparison = new ModelComparison(workspace, session);
    }

    /** Verifies all revisions of the workspace. */
    public static VerifyReport run(Workspace workspace, Listener listener) {
        ReferencedSchemas schemas = ReferencedSchemas.of(workspace);
        try (ThrowawayDatabase database = ThrowawayDatabase.create(workspace, schemas)) {
            Verify verify = new Verify(workspace, database.session(), schemas.names(), listener);
            try (MigrationLock.Acquisition acquisition = verify.database.lock().acquire()) {
                VerifyReport report = verify.verifyAll();
                acquisition.flush();
                return report;
            }
        } catch (SQLException e) {
            String message = workspace.database().secrets().hide(String.valueOf(e.getMessage()));
            throw DatabaseException.failed("verify", message, e);
        }
    }

    private VerifyReport verifyAll() throws SQLException {
        database.lock().prepare(true);
        Plan plan = workspace.graph().upgrade(Heads.none(), "heads");
        boolean complete = true;
        for (Step step : plan.steps()) {
            complete = verify(step);
            if (!complete) {
                break;
            }
            verified.add(step.revision().id());
        }
        if (complete) {
            compareModels();
        }
        return new VerifyReport(session.dialect().name(), List.copyOf(verified), List.copyOf(findings));
    }

    /** Verifies one revision; returns whether it is applied afterwards, so that the next one can run. */
    private boolean verify(Step step) throws SQLException {
        Schema before = schema();
        if (!execute(step, Defect.UPGRADE_FAILS)) {
            return false;
        }
        Schema upgraded = schema();
        MigrationScript script = workspace.branches().script(step.revision().id());
        if (script == null || script.body(workspace.parsing()).downgrade() == null) {
            report(step, Defect.NO_DOWNGRADE, List.of());
            return true;
        }
        if (!execute(step.reverse(), Defect.DOWNGRADE_FAILS)) {
            return schema().equals(upgraded) && !database.lock().readState().hasOpenRevision();
        }
        reportIfAny(step, Defect.DOWNGRADE_DIFFERS, differences(before));
        if (!execute(step, Defect.SECOND_UPGRADE_FAILS)) {
            return false;
        }
        reportIfAny(step, Defect.SECOND_UPGRADE_DIFFERS, differences(upgraded));
        return true;
    }

    private boolean execute(Step step, Defect defect) throws SQLException {
        try {
            Runner runner = database.runner(workspace.branches(), new ArrayList<>());
            Heads heads = runner.finishInterrupted(database.lock().readState()).heads();
            Plan plan = new Plan(heads, List.of(step), heads.after(step));
            listener.planned(plan);
            if (!runner.run(plan)) {
                throw LockException.headsMoved();
            }
            return true;
        } catch (TrellisException e) {
            String problem = workspace.database().secrets().hide(e.problem().toString());
            report(step, defect, problem.lines().toList());
            return false;
        }
    }

    private void compareModels() throws SQLException {
        for (Branch branch : workspace.branches().all()) {
            if (comparison.hasModel(branch)) {
                DiffReport report = DiffReport.of(branch.label(), comparison.of(branch, rename -> false));
                if (report.isFinding(false)) {
                    findings.add(new VerifyReport.Finding(
                            Defect.MODEL_DIFFERS,
                            branch.label(),
                            null,
                            message(Defect.MODEL_DIFFERS, branch.label()),
                            report.operations()));
                }
            }
        }
    }

    private Schema schema() throws SQLException {
        return inspection.schema();
    }

    /**
     * Returns the differences between the expected schema and the present schema. H2 rewrites an expression each time that a
     * column changes its type, so expressions are compared in their canonical form.
     */
    private List<String> differences(Schema expected) throws SQLException {
        Schema actual = schema();
        List<String> differences = InspectionDiff.between(expected, actual);
        return differences.isEmpty()
                ? differences
                : InspectionDiff.between(session.dialect().canonical(session.connection(), expected, actual), actual);
    }

    private void reportIfAny(Step step, Defect defect, List<String> differences) {
        if (!differences.isEmpty()) {
            report(step, defect, differences);
        }
    }

    private void report(Step step, Defect defect, List<String> differences) {
        Branch branch = workspace.branches().of(step.revision().id());
        String label = branch == null ? "" : branch.label();
        findings.add(
                new VerifyReport.Finding(defect, label, step.revision().id(), message(defect, label), differences));
    }

    private static String message(Defect defect, String branch) {
        return switch (defect) {
            case UPGRADE_FAILS -> "its upgrade fails";
            case NO_DOWNGRADE -> "it has no downgrade, so only its upgrade was tried";
            case DOWNGRADE_FAILS -> "its downgrade fails";
            case DOWNGRADE_DIFFERS -> "its downgrade does not restore the schema to its state before the upgrade";
            case SECOND_UPGRADE_FAILS -> "its upgrade fails after its downgrade";
            case SECOND_UPGRADE_DIFFERS -> "its second upgrade results in another schema than its first";
            case MODEL_DIFFERS ->
                "the model of branch '" + branch + "' differs from the schema that its revisions create";
        };
    }
}
