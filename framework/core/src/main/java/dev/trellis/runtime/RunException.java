package dev.trellis.runtime;

import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import org.jspecify.annotations.Nullable;

/** A revision that could not be run, and how things stand now. */
public final class RunException extends TrellisException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_LINES = 12;

    private RunException(Problem problem, @Nullable Throwable cause) {
        super(problem, cause);
    }

    /**
     * A statement failed.
     *
     * @param said what the database said
     * @param state how things stand: what is and what is not applied
     */
    static RunException statementFailed(
            String revision, Location at, String sql, String said, String state, Throwable cause) {
        String message = "a statement of revision " + revision + " failed: " + said + "\n  " + excerpt(sql);
        return new RunException(
                Problem.of("statement_failed", message)
                        .at(at)
                        .advice(state)
                        .fact("revision", revision)
                        .fact("sql", sql)
                        .fact("database", said),
                cause);
    }

    static RunException stepFailed(String revision, Location at, String step, Throwable cause, String state) {
        return new RunException(
                Problem.of("step_failed", "the Java step '" + step + "' of revision " + revision + " failed: " + cause)
                        .at(at)
                        .advice(state)
                        .fact("revision", revision)
                        .fact("step", step),
                cause);
    }

    /** Another fault in the middle of a run, with how things stand. */
    static RunException during(TrellisException fault, String state) {
        Problem problem = fault.problem();
        String advice = problem.advice() == null ? state : problem.advice() + "\n  " + state;
        return new RunException(problem.advice(advice), fault);
    }

    private static String excerpt(String sql) {
        String[] lines = sql.strip().split("\n", -1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(lines.length, SHOWN_LINES); i++) {
            text.append(i == 0 ? "" : "\n  ").append("| ").append(lines[i].stripTrailing());
        }
        if (lines.length > SHOWN_LINES) {
            text.append("\n  | ... (").append(lines.length - SHOWN_LINES).append(" more lines)");
        }
        return text.toString();
    }
}
