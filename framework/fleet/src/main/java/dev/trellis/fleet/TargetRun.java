package dev.trellis.fleet;

import dev.trellis.Listener;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.fleet.TargetResult.TargetError;
import dev.trellis.internal.command.Check;
import dev.trellis.internal.command.Downgrade;
import dev.trellis.internal.command.StatusQueries;
import dev.trellis.internal.command.Upgrade;
import dev.trellis.internal.connection.ReusableConnection;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the task of a fleet on one target. */
final class TargetRun {
    private final FleetTask task;
    private final TargetDatabases databases;
    private final Plans plans;

    TargetRun(FleetTask task, TargetDatabases databases, Plans plans) {
        this.task = task;
        this.databases = databases;
        this.plans = plans;
    }

    /** Runs the task; a failure becomes a result. */
    TargetResult run(Target target, ReusableConnection connection) {
        long start = System.nanoTime();
        List<String> notes = new ArrayList<>();
        TargetResult result;
        boolean isDone = false;
        try (Workspace workspace = databases.workspace(target, connection)) {
            result = result(target, workspace, new Notes(notes));
            isDone = true;
        } catch (TrellisException e) {
            result = failed(target, e);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // A defect, or a failure of a plugin: the other targets are not affected.
            result = failed(target, Problem.of(ErrorName.INTERNAL_ERROR, e.toString()), false);
        }
        if (!isDone) {
            connection.disconnect();
        }
        List<String> all = result.notes().isEmpty() ? notes : result.notes();
        return result.withNotes(
                        all.stream().map(note -> databases.hide(target, note)).toList())
                .took((System.nanoTime() - start) / 1_000_000);
    }

    /** Collects the notes of a run. */
    private record Notes(List<String> texts) implements Listener {
        @Override
        public void note(String text) {
            texts.add(text);
        }

        @Override
        public boolean receivesStatements() {
            return false;
        }

        @Override
        public boolean receivesWarnings() {
            return false;
        }
    }

    private TargetResult result(Target target, Workspace workspace, Listener listener) {
        if (task instanceof FleetTask.Upgrade upgrade) {
            return changed(target, new Upgrade(workspace, listener).to(upgrade.revision(), upgrade.options()));
        }
        if (task instanceof FleetTask.Downgrade downgrade) {
            return changed(
                    target, new Downgrade(workspace, listener, others -> downgrade.consent()).to(downgrade.revision()));
        }
        if (task instanceof FleetTask.Plan plan) {
            return plans.result(target, workspace, plan);
        }
        if (task instanceof FleetTask.Check check) {
            return compared(target, new Check(workspace).run(null), check.allowExtra());
        }
        FleetTask.Current current = (FleetTask.Current) task;
        List<String> heads = new StatusQueries(workspace)
                .current().stream().map(RevisionReport::revision).sorted().toList();
        if (workspace.isDatabaseMissing()) {
            listener.note(Workspace.MISSING_DATABASE);
        }
        boolean isBehind = current.checkHeads() && !isAtHeads(workspace);
        return TargetResult.of(target, isBehind ? TargetStatus.PENDING : TargetStatus.OK)
                .with(List.of(), heads, null);
    }

    private static boolean isAtHeads(Workspace workspace) {
        try {
            new StatusQueries(workspace).checkHeads();
            return true;
        } catch (TrellisException e) {
            if (e.is(ErrorName.NOT_AT_HEADS)) {
                return false;
            }
            throw e;
        }
    }

    private static TargetResult changed(Target target, RunReport report) {
        return TargetResult.of(target, report.steps().isEmpty() ? TargetStatus.UNCHANGED : TargetStatus.CHANGED)
                .with(
                        report.steps().stream()
                                .map(RunReport.AppliedStep::revision)
                                .toList(),
                        report.heads(),
                        null);
    }

    private static TargetResult compared(Target target, List<DiffReport> reports, boolean allowExtra) {
        List<String> findings = new ArrayList<>();
        for (DiffReport report : reports) {
            if (report.isFinding(allowExtra)) {
                report.operations().stream()
                        .filter(operation -> !allowExtra || !report.extra().contains(operation))
                        .forEach(operation -> findings.add(report.branch() + ": " + operation));
            }
        }
        return TargetResult.of(target, findings.isEmpty() ? TargetStatus.OK : TargetStatus.FINDING)
                .withNotes(findings);
    }

    private TargetResult failed(Target target, TrellisException e) {
        return failed(target, e.problem(), Retry.mayHelp(e));
    }

    private TargetResult failed(Target target, Problem problem, boolean retry) {
        String place = problem.location() == null ? "" : problem.location() + ": ";
        String advice = problem.advice();
        return TargetResult.of(target, retry ? TargetStatus.RETRY : TargetStatus.FAILED)
                .withError(new TargetError(
                        problem.name(),
                        databases.hide(target, place + problem.message()),
                        advice == null ? null : databases.hide(target, advice),
                        examine(target)));
    }

    /** Returns the result of a target that is not begun. */
    static TargetResult notStarted(Target target, String reason, @Nullable String advice) {
        return TargetResult.of(target, TargetStatus.NOT_STARTED)
                .withError(new TargetError(TargetStatus.NOT_STARTED.toString(), reason, advice, examine(target)));
    }

    private static String examine(Target target) {
        return "trellis fleet plan -v --target " + Pasteable.word(target.id());
    }
}
