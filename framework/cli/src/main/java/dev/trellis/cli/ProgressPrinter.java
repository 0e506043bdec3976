package dev.trellis.cli;

import dev.trellis.Listener;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells on the error stream what a run does: a line a revision with its time and, where there is a terminal, what is
 * being worked on meanwhile.
 */
final class ProgressPrinter implements Listener {
    private final Output output;
    private final PrintStream err;
    private final boolean terminal;
    private final boolean logSql;
    private int total;
    private int number;

    private ProgressPrinter(Output output, boolean terminal, boolean logSql) {
        this.output = output;
        this.err = output.err();
        this.terminal = terminal;
        this.logSql = logSql;
    }

    static Listener of(Output output, boolean logSql) {
        boolean terminal = !output.isJson() && Terminal.console() != null;
        return new ProgressPrinter(output, terminal, logSql);
    }

    @Override
    public void planned(Plan plan) {
        total = plan.steps().size();
        number = 0;
    }

    @Override
    public void begin(Step step, @Nullable Script script) {
        number++;
        if (terminal && !output.isQuiet() && !logSql) {
            err.print(output.printable(line(step, script)) + " ...");
            err.flush();
        }
    }

    @Override
    public boolean wantsStatements() {
        return logSql;
    }

    @Override
    public void statement(String sql) {
        if (logSql) {
            err.println("sql: " + sql.strip());
        }
    }

    @Override
    public void done(Step step, @Nullable Script script, Duration took) {
        if (!output.isQuiet()) {
            String start = terminal && !logSql ? "\r\u001b[K" : "";
            err.println(start
                    + output.printable(line(step, script))
                    + String.format(Locale.ROOT, "  %d ms", took.toMillis()));
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
}
