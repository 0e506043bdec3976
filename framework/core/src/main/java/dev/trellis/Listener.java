package dev.trellis;

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
     * Receives the plan before its first step. A run that finds an interrupted revision finishes that one first, as a plan
     * of one step.
     */
    default void planned(Plan plan) {}

    /**
     * Receives a step before it is run.
     *
     * @param script the revision's script; null if there is none
     */
    default void begin(Step step, @Nullable Script script) {}

    /**
     * Receives the text of a statement before it is run.
     *
     * <p>Trellis sends the statements of a revision to PostgreSQL as one message. If a listener overrides this method, it
     * sends them one by one, so that the last text received is that of the statement that is running; that takes longer.
     */
    default void statement(String sql) {}

    /**
     * Receives a step after it has been committed.
     *
     * @param script the revision's script; null if there is none
     * @param took the time from the start of the step to its commit
     */
    default void done(Step step, @Nullable Script script, Duration took) {}

    /**
     * Receives a notice or a warning that the database sent with a statement of a script.
     *
     * <p>If a listener overrides this method, Trellis asks the driver for warnings after each statement; on MariaDB and MySQL
     * that can take another query.
     */
    default void warning(String text) {}

    /** Receives a message for people that stops nothing, such as "waiting for another process ...". */
    default void note(String text) {}
}
