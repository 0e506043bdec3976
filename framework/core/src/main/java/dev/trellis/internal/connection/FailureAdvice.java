package dev.trellis.internal.connection;

import dev.trellis.dialect.SqlErrorKind;

/** The advice for a failed statement, depending on the reason why it failed. */
public final class FailureAdvice {
    private FailureAdvice() {}

    /**
     * Returns what the user has to do, as sentences.
     *
     * @param locked the objects whose lock the statement needed, as a noun phrase
     */
    public static String of(SqlErrorKind kind, String locked) {
        return switch (kind) {
            case LOCK_WAIT_TIMEOUT ->
                "Run the command again when no other session holds a lock on " + locked
                        + ", or raise 'lock_wait_timeout'.";
            case STATEMENT_TIMEOUT ->
                "Raise 'statement_timeout' or divide the work, and run the command again. If a person or another program"
                        + " cancelled the statement, only run the command again.";
            case DISK_FULL -> "Free space for the database, and run the command again.";
            case OUT_OF_RESOURCES ->
                "Find the cause in the log of the database or the operating system, raise the limit or add what is missing, and run"
                        + " the command again.";
            case READ_ONLY ->
                "Make the database writable or connect to a server that accepts changes, and run the command again.";
            case MISSING_PRIVILEGE ->
                "Grant the privilege to the database user or connect as another user, and run the command again.";
            case NODE_CUT_OFF -> "Connect to a node that accepts writes, and run the command again.";
            case CONNECTION_LOST, SERIALIZATION_FAILURE -> "Run the command again.";
            case OTHER -> "Correct the script or the data, and run the command again.";
        };
    }
}
