package dev.trellis.report;

import org.jspecify.annotations.Nullable;

/**
 * A line of the history: one attempt at one revision.
 *
 * @param revision the revision's identifier
 * @param branch the label of the branch whose party brought it, or null when none explains it
 * @param origin the jar, folder or class that it came from, or null
 * @param direction {@code upgrade}, {@code downgrade}, {@code stamp}, {@code create}: a head of a database that
 *     {@code db-create} built, or {@code accept}: a changed script was accepted
 * @param message what the revision is about
 * @param startedAt UTC, ISO 8601 with milliseconds
 * @param durationMillis how long it took; 0 where nothing was run
 * @param outcome {@code applied}, {@code failed}, {@code running} or {@code interrupted}
 * @param checksum of what the script means: white space and comments do not change it; of Java, of its class files; null
 *     when it was not read
 * @param sourceHash of the script's text as it was, of Java its version; null when there is none
 * @param script the script's text as it was; null when there is none
 * @param username the operating system's user
 * @param host the machine
 * @param toolVersion the version of Trellis
 * @param error what went wrong, without secrets; null when nothing did
 */
public record HistoryEntry(
        String revision,
        @Nullable String branch,
        @Nullable String origin,
        String direction,
        String message,
        String startedAt,
        long durationMillis,
        String outcome,
        @Nullable String checksum,
        @Nullable String sourceHash,
        @Nullable String script,
        String username,
        String host,
        String toolVersion,
        @Nullable String error) {

    public static final String APPLIED = "applied";
    public static final String FAILED = "failed";
    /** It has begun; where it is nobody's work any more, it was stopped. */
    public static final String RUNNING = "running";
    /** It was stopped, and another went on from there. */
    public static final String INTERRUPTED = "interrupted";

    /** Whether the revision was applied after this line, as far as the line tells. */
    boolean isUp() {
        return outcome.equals(APPLIED) && !direction.equals("downgrade");
    }
}
