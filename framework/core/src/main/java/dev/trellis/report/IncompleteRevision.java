package dev.trellis.report;

import dev.trellis.report.HistoryEntry.Action;

/**
 * A revision that was begun on a database and is not complete. Another process is running it, or a run has stopped in it: the
 * process was killed, or a statement failed and the statements before it cannot be rolled back. The next run finishes it first.
 *
 * @param revision the revision's identifier
 * @param direction upgrade or downgrade
 * @param startedAt the start of the attempt in UTC, ISO 8601 with milliseconds
 * @param username the user of the operating system
 * @param host the name of the machine
 */
public record IncompleteRevision(String revision, Action direction, String startedAt, String username, String host) {

    /** Returns the revision of a row of the history. */
    public static IncompleteRevision of(HistoryEntry entry) {
        return new IncompleteRevision(
                entry.revision(), entry.direction(), entry.startedAt(), entry.username(), entry.host());
    }
}
