package dev.trellis.internal.dashboard.upgrade;

import dev.trellis.internal.script.Sha256;
import dev.trellis.report.PlanReport;

/** The fingerprint of a plan: an upgrade runs only the plan that the user has seen. */
public final class PlanFingerprint {
    private PlanFingerprint() {}

    /** Returns the fingerprint of the revisions, the statements and the notes of a plan. */
    public static String of(PlanReport plan) {
        StringBuilder text = new StringBuilder(plan.from().toString()).append(plan.notes());
        for (PlanReport.PlannedStep step : plan.steps()) {
            text.append("\n\0").append(step.revision());
            step.statements().forEach(statement -> text.append("\n\0").append(statement));
        }
        return Sha256.of(text.toString());
    }
}
