package dev.trellis.fleet;

import dev.trellis.internal.command.DryRun;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.PlanReport;
import dev.trellis.report.PlanReport.PlannedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The distinct plans of a run, with the numbers by which results refer to them. */
final class Plans {
    private final FleetListener listener;
    private final Map<List<PlannedStep>, Integer> numbers = new LinkedHashMap<>();

    /**
     * Creates the collection.
     *
     * @param listener receives each distinct plan once
     */
    Plans(FleetListener listener) {
        this.listener = listener;
    }

    TargetResult result(Target target, Workspace workspace, FleetTask.Plan plan) {
        PlanReport report = new DryRun(workspace).upgrade(plan.revision(), plan.options());
        List<String> revisions =
                report.steps().stream().map(step -> step.revision().revision()).toList();
        List<String> notes = new ArrayList<>(report.notes());
        return TargetResult.of(target, revisions.isEmpty() ? TargetStatus.OK : TargetStatus.PENDING)
                .with(revisions, report.from(), revisions.isEmpty() ? null : number(report))
                .withNotes(notes);
    }

    private int number(PlanReport report) {
        synchronized (listener) {
            Integer known = numbers.get(report.steps());
            if (known == null) {
                known = numbers.size() + 1;
                numbers.put(report.steps(), known);
                listener.planned(known, report);
            }
            return known;
        }
    }
}
