package dev.trellis.dialect;

import dev.trellis.error.ErrorName;
import java.sql.SQLException;

/** Why a statement failed, where that is not the statement's own doing. */
public enum SqlErrorKind {
    /** It waited too long for another's lock. */
    LOCK_TIMEOUT,
    /** It and another transaction could not both be; one had to give way. */
    SERIALIZATION_FAILURE,
    /** It took longer than it was allowed to. */
    STATEMENT_TIMEOUT,
    /** There is no room left. */
    DISK_FULL,
    /** The connection is gone; whether the last statement took effect is not known. */
    CONNECTION_LOST,
    /** None of these: the statement's own doing. */
    OTHER;

    /** As SQLSTATE tells it, which is how most databases do. */
    public static SqlErrorKind fromSqlState(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "40001", "40P01" -> SERIALIZATION_FAILURE;
            case "55P03", "HYT00" -> LOCK_TIMEOUT;
            case "57014" -> STATEMENT_TIMEOUT;
            case "53100" -> DISK_FULL;
            // The server has ended the session: told to, crashing, not up yet, idle for too long in a transaction or
            // not.
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> CONNECTION_LOST;
            default -> state.startsWith("08") ? CONNECTION_LOST : OTHER;
        };
    }

    /** Whether the same may well succeed when it is tried again. */
    public boolean isRetryable() {
        return this == LOCK_TIMEOUT || this == SERIALIZATION_FAILURE;
    }

    /** Returns the name under which a failed statement is reported. */
    public ErrorName errorName() {
        return switch (this) {
            case LOCK_TIMEOUT -> ErrorName.LOCK_WAIT_TIMEOUT;
            case SERIALIZATION_FAILURE -> ErrorName.SERIALIZATION_FAILURE;
            case STATEMENT_TIMEOUT -> ErrorName.STATEMENT_TIMEOUT;
            case DISK_FULL -> ErrorName.DISK_FULL;
            case CONNECTION_LOST -> ErrorName.CONNECTION_LOST;
            case OTHER -> ErrorName.STATEMENT_FAILED;
        };
    }
}
