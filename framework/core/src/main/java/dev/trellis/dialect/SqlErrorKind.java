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
    /** The server lacks memory or another resource, or cannot read or write its files. */
    OUT_OF_RESOURCES,
    /** The server, the database or the transaction accepts no changes. */
    READ_ONLY,
    /** The database user lacks a privilege. */
    MISSING_PRIVILEGE,
    /** The connection is lost; it is unknown whether the last statement took effect. */
    CONNECTION_LOST,
    /** The node of a cluster has lost the other nodes, and refuses all statements. */
    NODE_CUT_OFF,
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
            case "58030" -> OUT_OF_RESOURCES;
            case "25006" -> READ_ONLY;
            case "42501" -> MISSING_PRIVILEGE;
            // The server ended the session: at an administrator's command,
            // in a crash, during startup, or after an idle timeout.
            case "57P01", "57P02", "57P03", "57P05", "25P03", "25P04" -> CONNECTION_LOST;
            default -> fromClass(state);
        };
    }

    /** Returns the kind that the first two characters of a SQLSTATE indicate. */
    private static SqlErrorKind fromClass(String state) {
        return state.startsWith("08") ? CONNECTION_LOST : state.startsWith("53") ? OUT_OF_RESOURCES : OTHER;
    }

    /** Returns whether a retry may succeed. */
    public boolean isRetryable() {
        return this == LOCK_WAIT_TIMEOUT || this == SERIALIZATION_FAILURE;
    }

    /**
     * Returns whether a query may have failed because its table does not exist. MariaDB and MySQL report a missing privilege
     * instead of a missing table, if the user has no privilege for that table.
     */
    public boolean mayMeanMissingTable() {
        return this == OTHER || this == MISSING_PRIVILEGE;
    }

    /** Returns the name under which a failed statement of a script is reported. */
    public ErrorName errorName() {
        return errorName(ErrorName.STATEMENT_FAILED);
    }

    /**
     * Returns the name under which a failed statement is reported.
     *
     * @param other the name for failures that have no name of their own
     */
    public ErrorName errorName(ErrorName other) {
        return switch (this) {
            case LOCK_WAIT_TIMEOUT -> ErrorName.LOCK_WAIT_TIMEOUT;
            case SERIALIZATION_FAILURE -> ErrorName.SERIALIZATION_FAILURE;
            case STATEMENT_TIMEOUT -> ErrorName.STATEMENT_TIMEOUT;
            case DISK_FULL -> ErrorName.DISK_FULL;
            case CONNECTION_LOST -> ErrorName.CONNECTION_LOST;
            case NODE_CUT_OFF -> ErrorName.NODE_REFUSES_WRITES;
            case OUT_OF_RESOURCES, READ_ONLY, MISSING_PRIVILEGE, OTHER -> other;
        };
    }
}
