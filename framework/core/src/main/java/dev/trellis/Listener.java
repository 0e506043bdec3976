package dev.trellis;

import dev.trellis.report.RunReport;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Receives progress events during a run, on the thread that runs it. Every method does nothing by default. An exception
 * that a listener throws ends the run like a failure of the revision that is being run.
 */
public interface Listener {
    /** Ignores every event. */
    Listener NONE = new Listener() {};

    /**
     * Receives the event that this process has waited a second for the migration lock, which another process holds.
     * Trellis calls this method once for each wait. By default, passes a sentence about the wait to {@link #note}.
     *
     * @param holder describes the other process; empty if the database does not show it
     */
    default void waiting(String holder) {
        note("waiting for another process that migrates this database" + (holder.isEmpty() ? "" : ": ") + holder);
    }

    /**
     * Receives the plan before its first step. A run that finds an interrupted revision finishes that revision first, as a
     * plan of one step.
     */
    default void planned(Plan plan) {}

    /**
     * Receives a step before it is run.
     *
     * @param script the revision's script; null if there is none
     */
    default void begun(Step step, @Nullable Script script) {}

    /**
     * Receives the text of a statement before it is run.
     *
     * <p>Trellis sends the statements of a revision to PostgreSQL as one message. If a listener overrides this method,
     * Trellis sends the statements one by one, which takes longer. The text that the listener received last is then the
     * running statement.
     */
    default void statement(String sql) {}

    /**
     * Returns whether {@link #statement} receives each statement before it is run; by default, whether the class of the
     * listener overrides {@code statement}. A listener that passes its events to other listeners also overrides
     * {@code receivesStatements}, and returns whether one of the other listeners receives statements.
     */
    default boolean receivesStatements() {
        try {
            return getClass().getMethod("statement", String.class).getDeclaringClass() != Listener.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every listener has the method", e);
        }
    }

    /**
     * Receives a step after it has been committed.
     *
     * @param script the revision's script; null if there is none
     * @param took the time from the start of the step to its commit
     */
    default void done(Step step, @Nullable Script script, Duration took) {}

    /**
     * Receives a step that failed, after the database has been brought into the state that the failure's advice describes. A
     * failure that is retried is not passed here but to {@link #note}.
     *
     * @param script the revision's script; null if there is none
     * @param failure the exception that the command throws afterwards
     */
    default void failed(Step step, @Nullable Script script, Throwable failure) {}

    /**
     * Receives the result of an upgrade, downgrade or resume that has ended without a failure, before the method returns the
     * result. A run without steps has found nothing to do.
     */
    default void finished(RunReport report) {}

    /**
     * Receives a notice or a warning that the database sent with a statement of a script.
     *
     * <p>If a listener overrides this method, Trellis asks the driver for warnings after each statement; on MariaDB and
     * MySQL the driver may need another query to read the warnings.
     */
    default void warning(String text) {}

    /**
     * Returns whether the listener uses the warnings; by default, whether the class of the listener overrides
     * {@link #warning}.
     */
    default boolean receivesWarnings() {
        try {
            return getClass().getMethod("warning", String.class).getDeclaringClass() != Listener.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every listener has the method", e);
        }
    }

    /** Receives a message for the user that does not stop the run, such as "waiting for another process ...". */
    default void note(String text) {}
}
