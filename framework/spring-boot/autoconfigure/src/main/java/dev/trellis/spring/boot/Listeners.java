package dev.trellis.spring.boot;

import dev.trellis.Listener;
import dev.trellis.report.RunReport;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each event to several listeners, in their order.
 *
 * @param all the listeners
 */
record Listeners(List<Listener> all) implements Listener {
    @Override
    public void waiting(String holder) {
        all.forEach(listener -> listener.waiting(holder));
    }

    @Override
    public void planned(Plan plan) {
        all.forEach(listener -> listener.planned(plan));
    }

    @Override
    public void begun(Step step, @Nullable Script script) {
        all.forEach(listener -> listener.begun(step, script));
    }

    @Override
    public void statement(String sql) {
        all.forEach(listener -> listener.statement(sql));
    }

    @Override
    public boolean receivesStatements() {
        return all.stream().anyMatch(Listener::receivesStatements);
    }

    @Override
    public void done(Step step, @Nullable Script script, Duration took) {
        all.forEach(listener -> listener.done(step, script, took));
    }

    @Override
    public void failed(Step step, @Nullable Script script, Throwable failure) {
        all.forEach(listener -> listener.failed(step, script, failure));
    }

    @Override
    public void finished(RunReport report) {
        all.forEach(listener -> listener.finished(report));
    }

    @Override
    public void warning(String text) {
        all.forEach(listener -> listener.warning(text));
    }

    @Override
    public boolean receivesWarnings() {
        return all.stream().anyMatch(Listener::receivesWarnings);
    }

    @Override
    public void note(String text) {
        all.forEach(listener -> listener.note(text));
    }
}
