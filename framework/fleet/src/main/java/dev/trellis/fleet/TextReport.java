package dev.trellis.fleet;

import dev.trellis.fleet.TargetResult.TargetError;
import dev.trellis.report.PlanReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Writes the results as lines of text. */
public final class TextReport implements FleetListener {
    private final Consumer<String> out;
    private final boolean isVerbose;
    private boolean isQuery;

    /**
     * Creates the report.
     *
     * @param out receives each line, without a line break; the identifiers in it may contain any printable character
     * @param isVerbose whether to write a line for targets that have nothing to do, and the statements of plans
     */
    public TextReport(Consumer<String> out, boolean isVerbose) {
        this.out = out;
        this.isVerbose = isVerbose;
    }

    @Override
    public void begun(String command, int targets) {
        isQuery = command.equals("current");
    }

    @Override
    public void planned(int number, PlanReport plan) {
        out.accept("plan " + number + ":");
        plan.steps().forEach(step -> {
            out.accept(("  " + step.direction() + " " + step.revision().revision() + "  "
                            + step.revision().message())
                    .stripTrailing());
            if (isVerbose) {
                step.statements().forEach(sql -> sql.lines().forEach(line -> out.accept("    | " + line)));
            }
        });
    }

    @Override
    public void result(TargetResult result) {
        boolean isQuiet = result.status() == TargetStatus.UNCHANGED || (result.status() == TargetStatus.OK && !isQuery);
        if (!isQuiet || isVerbose) {
            out.accept(result.target() + ": " + what(result));
        }
        result.notes().forEach(note -> out.accept("  " + note));
        TargetError error = result.error();
        if (error != null && result.status() != TargetStatus.NOT_STARTED) {
            if (error.advice() != null) {
                error.advice().lines().forEach(line -> out.accept("  " + line));
            }
            out.accept("  examine: " + error.examine());
        }
    }

    private static String what(TargetResult result) {
        String at = result.heads().isEmpty() ? "base" : String.join(", ", result.heads());
        TargetError error = result.error();
        String reason = error == null ? "" : ": " + error.name() + ": " + error.message();
        return switch (result.status()) {
            case OK, UNCHANGED -> at;
            case CHANGED -> quantity(result.revisions().size(), "revision") + " run; at " + at;
            case PENDING ->
                result.plan() == null
                        ? at + ", not at the heads"
                        : "plan " + result.plan() + ": would run "
                                + quantity(result.revisions().size(), "revision") + "; at " + at;
            case FINDING -> quantity(result.notes().size(), "difference");
            case RETRY -> "failed, run again" + reason;
            case FAILED -> "failed" + reason;
            case NOT_STARTED -> "not started" + (error == null ? "" : ": " + error.message());
        };
    }

    private static String quantity(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    @Override
    public void finished(FleetSummary summary) {
        List<String> parts = new ArrayList<>();
        for (TargetStatus status : TargetStatus.values()) {
            if (summary.count(status) > 0) {
                parts.add(summary.count(status) + " " + status.toString().replace('_', ' '));
            }
        }
        out.accept(String.format(
                Locale.ROOT,
                "%s: %s",
                quantity(summary.targets(), "target"),
                parts.isEmpty() ? "nothing to do" : String.join(", ", parts)));
    }
}
