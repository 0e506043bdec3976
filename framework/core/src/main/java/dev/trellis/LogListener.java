package dev.trellis;

import dev.trellis.report.RunReport;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Logs a run to the logger {@code dev.trellis}: each step and the result at {@code INFO}, statements at {@code DEBUG}, notes
 * at {@code WARNING} and failures at {@code ERROR}. Passes each event to another listener.
 */
final class LogListener implements Listener {
    private static final Logger LOG = System.getLogger("dev.trellis");

    private final Listener next;

    LogListener(Listener next) {
        this.next = next;
    }

    @Override
    public void waiting(String holder) {
        LOG.log(
                Level.INFO,
                "waiting for another process that migrates this database{0}",
                holder.isEmpty() ? "" : ": " + holder);
        next.waiting(holder);
    }

    @Override
    public void planned(Plan plan) {
        LOG.log(Level.INFO, "{0} to run", revisions(plan.steps().size()));
        next.planned(plan);
    }

    private static String revisions(int number) {
        return number + (number == 1 ? " revision" : " revisions");
    }

    @Override
    public void begun(Step step, @Nullable Script script) {
        LOG.log(Level.DEBUG, "begin {0}", name(step, script));
        next.begun(step, script);
    }

    @Override
    public void statement(String sql) {
        LOG.log(Level.DEBUG, () -> sql);
        next.statement(sql);
    }

    @Override
    public boolean receivesStatements() {
        return LOG.isLoggable(Level.DEBUG) || next.receivesStatements();
    }

    @Override
    public void done(Step step, @Nullable Script script, Duration took) {
        LOG.log(Level.INFO, "{0} in {1} ms", name(step, script), String.valueOf(took.toMillis()));
        next.done(step, script, took);
    }

    @Override
    public void failed(Step step, @Nullable Script script, Throwable failure) {
        LOG.log(Level.ERROR, "{0} failed: {1}", name(step, script), failure.getMessage());
        next.failed(step, script, failure);
    }

    @Override
    public void finished(RunReport report) {
        LOG.log(
                Level.INFO,
                report.steps().isEmpty() ? "nothing to do, at {1}" : "{0} run, now at {1}",
                revisions(report.steps().size()),
                report.heads().isEmpty() ? "base" : String.join(", ", report.heads()));
        next.finished(report);
    }

    @Override
    public void warning(String text) {
        LOG.log(Level.DEBUG, () -> text);
        next.warning(text);
    }

    @Override
    public boolean receivesWarnings() {
        return LOG.isLoggable(Level.DEBUG) || next.receivesWarnings();
    }

    @Override
    public void note(String text) {
        LOG.log(Level.WARNING, () -> text);
        next.note(text);
    }

    private static String name(Step step, @Nullable Script script) {
        String message = script == null ? "" : script.header().message();
        return step.direction().toString().toLowerCase(java.util.Locale.ROOT) + " "
                + step.revision().id() + (message.isEmpty() ? "" : " (" + message + ")");
    }
}
