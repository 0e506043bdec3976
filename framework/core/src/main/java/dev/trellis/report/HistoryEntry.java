package dev.trellis.report;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A row of the history table: one attempt at one revision. Its components are the columns that describe the attempt, in
 * their order. The table also has a key, and columns by which Trellis resumes an interrupted revision.
 *
 * @param revision the revision's identifier
 * @param branch the label of the branch that the revision belongs to; null if no branch has the revision
 * @param origin the jar, folder or class that the revision's script came from; null if there is no script
 * @param direction the kind of change: upgrade, downgrade, stamp and others; {@link Action} has more values than
 *     {@link dev.trellis.revision.Direction}
 * @param message the revision's message
 * @param startedAt the start of the attempt in UTC, ISO 8601 with milliseconds
 * @param durationMillis how long the attempt took, in milliseconds; 0 if nothing was run
 * @param outcome how the attempt ended
 * @param checksum the SHA-256 hash of the parsed script, in hexadecimal; white space and comments do not change it. For a
 *     Java migration, the hash of its class files. Null if the script was not parsed
 * @param sourceHash the SHA-256 hash of the script's text at the time of the attempt; for a Java migration, the version
 *     that it declares; null if there was no script
 * @param script the script's text at the time of the attempt; null for a Java migration, and if there was no script
 * @param username the user of the operating system
 * @param host the name of the machine
 * @param toolVersion the version of Trellis
 * @param error the error without secrets; null if there was none
 */
public record HistoryEntry(
        String revision,
        @Nullable String branch,
        @Nullable String origin,
        Action direction,
        String message,
        String startedAt,
        long durationMillis,
        Outcome outcome,
        @Nullable String checksum,
        @Nullable String sourceHash,
        @Nullable String script,
        String username,
        String host,
        String toolVersion,
        @Nullable String error) {

    /** Returns the entry with another text of the script, the message and the error, for example without secrets. */
    public HistoryEntry withTexts(UnaryOperator<String> conversion) {
        return new HistoryEntry(
                revision,
                branch,
                origin,
                direction,
                conversion.apply(message),
                startedAt,
                durationMillis,
                outcome,
                checksum,
                sourceHash,
                script == null ? null : conversion.apply(script),
                username,
                host,
                toolVersion,
                error == null ? null : conversion.apply(error));
    }

    /** An action on a revision. The history table and the command line show the constant in lower case. */
    public enum Action {
        /** The revision was applied. */
        UPGRADE("upgrade"),
        /** The revision was undone. */
        DOWNGRADE("downgrade"),
        /** {@code trellis stamp} wrote the revision as a head without running it. */
        STAMP("stamp"),
        /** {@code trellis db-create} built the database from models and wrote the revision as a head. */
        CREATE("create"),
        /** {@code trellis upgrade --accept-changed} accepted the changed script of the applied revision. */
        ACCEPT("accept"),
        /** {@code trellis remove --keep-data} set the tables of a branch aside. The row's script states how. */
        REMOVE("remove"),
        /** An upgrade restored the tables that had been set aside, but not all of their foreign keys. */
        RESTORE("restore"),
        /** An upgrade completed the return of a branch whose tables had been set aside. */
        RETURN("return");

        private final String word;

        Action(String word) {
            this.word = word;
        }

        /** Returns the word that stands for the action in the history table. */
        @Override
        public String toString() {
            return word;
        }
    }

    /** How an attempt ended. The history table and the command line show the constant in lower case. */
    public enum Outcome {
        /** The attempt succeeded. */
        APPLIED("applied"),
        /** {@code trellis adopt} recorded the revision, which another migration tool had applied. */
        ADOPTED("adopted"),
        /** The attempt failed; {@link HistoryEntry#error} has the error. */
        FAILED("failed"),
        /** The attempt is in progress, or its process was killed. */
        RUNNING("running"),
        /** The process of the attempt was killed, and a later attempt resumed the revision. */
        INTERRUPTED("interrupted");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        /** Returns the word that stands for the outcome in the history table. */
        @Override
        public String toString() {
            return word;
        }
    }
}
