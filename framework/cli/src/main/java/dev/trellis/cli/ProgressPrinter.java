package dev.trellis.cli;

import dev.trellis.Listener;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints the progress of a run to the error stream: one line for each finished revision with its duration and, on a
 * terminal, the revision that is running.
 */
class ProgressPrinter implements Listener {
    private final Output output;
    private final boolean terminal;
    private final boolean logSql;
    private int total;
    private int number;

    private ProgressPrinter(Output output, boolean terminal, boolean logSql) {
        this.output = output;
        this.terminal = terminal;
        this.logSql = logSql;
    }

    static Listener of(Output output, boolean logSql) {
        boolean terminal = !output.isJson() && Terminal.console() != null;
        if (logSql) {
            return new SqlPrinter(output, terminal);
        }
        return output.isVerbose()
                ? new VerbosePrinter(output, terminal, false)
                : new ProgressPrinter(output, terminal, false);
    }

    @Override
    public void planned(Plan plan) {
        total = plan.steps().size();
        number = 0;
    }

    @Override
    public void begun(Step step, @Nullable Script script) {
        number++;
        if (terminal && !output.isQuiet() && !logSql) {
            output.progress(line(step, script) + " ...");
        }
    }

    @Override
    public void done(Step step, @Nullable Script script, Duration took) {
        if (!output.isQuiet()) {
            output.finishProgress(line(step, script) + String.format(Locale.ROOT, "  %d ms", took.toMillis()));
        }
    }

    private String line(Step step, @Nullable Script script) {
        String direction = step.direction() == Direction.UPGRADE ? "up" : "down";
        int width = String.valueOf(total).length();
        String message = script == null ? "" : "  " + script.header().message();
        return String.format(
                Locale.ROOT,
                "[%" + width + "d/%d] %-4s %s%s",
                number,
                total,
                direction,
                step.revision().id(),
                message);
    }

    @Override
    public void note(String text) {
        output.note(text);
    }

    /**
     * Also prints the warnings of the database. Trellis reads the warnings only if the listener overrides {@link #warning}.
     */
    private static class VerbosePrinter extends ProgressPrinter {
        VerbosePrinter(Output output, boolean terminal, boolean logSql) {
            super(output, terminal, logSql);
        }

        @Override
        public void warning(String text) {
            super.output.note("note: the database reports: " + text);
        }
    }

    /** Also prints each statement. Trellis sends the statements separately if the listener overrides {@link #statement}. */
    private static final class SqlPrinter extends VerbosePrinter {
        private final Output output;

        SqlPrinter(Output output, boolean terminal) {
            super(output, terminal, true);
            this.output = output;
        }

        @Override
        public void statement(String sql) {
            output.log("sql: " + sql.strip());
        }
    }
}
