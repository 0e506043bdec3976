package dev.trellis.fleet;

import java.util.Locale;

/** The result of a command for one target. */
public enum TargetStatus {
    /** The target was read: the result of {@code current}, and of a plan without steps or a comparison without findings. */
    OK,
    /** Revisions were run. */
    CHANGED,
    /** There was nothing to do. */
    UNCHANGED,
    /** Revisions are not applied yet. */
    PENDING,
    /** The database differs from the models. */
    FINDING,
    /** The target failed for a reason outside it, such as a lost connection; run the command again. */
    RETRY,
    /** The target failed, and a person has to look. */
    FAILED,
    /** The target was not begun, because the run stopped before. */
    NOT_STARTED;

    /** Returns whether the target failed. */
    public boolean isFailure() {
        return this == RETRY || this == FAILED;
    }

    /** Returns the name in reports: lower case with underscores. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
