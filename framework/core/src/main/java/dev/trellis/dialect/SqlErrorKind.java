package dev.trellis.dialect;

import dev.trellis.error.ErrorName;
import java.sql.SQLException;

/** The reason why a statement failed. All reasons except {@link #OTHER} lie outside the statement. */
public enum SqlErrorKind {
    /** The statement waited too long for a lock. */
    LOCK_WAIT_TIMEOUT,
    /** The transaction was rolled back because of a conflict with another transaction, such as a deadlock. */
    SERIALIZATION_FAILURE,
    /** The statement exceeded its timeout. */
    STATEMENT_TIMEOUT,
    /** The disk, or a table's space, is full. */
    DISK_FULL,
    /** The connection is lost; it is unknown whether the last statement took effect. */
    CONNECTION_LOST,
    /** Any other reason, usually the statement itself. */
    OTHER;

    /** Returns the kind that an error's SQLSTATE indicates. */
    public static SqlErrorKind fromSqlState(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return switch (state) {
            case "40001", "40P01" -> SERIALIZATION_FAILURE;
            case "55P03", "HYT00" -> LOCK_WAIT_TIMEOUT;
            case "57014" -> STATEMENT_TIMEOUT;
            case "53100" -> DISK_FULL;
            // The server ended the session: at an administrator's command,
            // in a crash, during startup, or after an idle timeout.
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> CONNECTION_LOST;
            default -> state.startsWith("08") ? CONNECTION_LOST : OTHER;
        };
    }

    /** Returns whether a retry may succeed. */
    public boolean isRetryable() {
        return this == LOCK_WAIT_TIMEOUT || this == SERIALIZATION_FAILURE;
    }

    /** Returns the name under which a failed statement is reported. */
    public ErrorName errorName() {
        return switch (this) {
            case LOCK_WAIT_TIMEOUT -> ErrorName.LOCK_WAIT_TIMEOUT;
            case SERIALIZATION_FAILURE -> ErrorName.SERIALIZATION_FAILURE;
            case STATEMENT_TIMEOUT -> ErrorName.STATEMENT_TIMEOUT;
            case DISK_FULL -> ErrorName.DISK_FULL;
            case CONNECTION_LOST -> ErrorName.CONNECTION_LOST;
            case OTHER -> ErrorName.STATEMENT_FAILED;
        };
    }
}
