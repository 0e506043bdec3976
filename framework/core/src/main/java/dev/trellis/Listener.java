package dev.trellis;

import dev.trellis.revision.Plan;
import dev.trellis.revision.Step;
import dev.trellis.script.Script;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Hears what a run does while it does it; what it prints is its own business. */
public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {
        @Override
        public boolean wantsStatements() {
            return false;
        }
    };

    /** A run begins. */
    default void planned(Plan plan) {}

    /** A step begins; {@code script} is null when no script explains the revision. */
    default void begin(Step step, @Nullable Script script) {}

    /**
     * Whether it hears of each statement before that is run. Where it does not, several may be sent as one message, and
     * {@link #statement} is called for none of these.
     */
    default boolean wantsStatements() {
        return true;
    }

    /** A statement is about to be run. */
    default void statement(String sql) {}

    /** A step has been committed. */
    default void done(Step step, @Nullable Script script, Duration took) {}

    /** Something that a person should know, and that stops nothing. */
    default void note(String text) {}
}
