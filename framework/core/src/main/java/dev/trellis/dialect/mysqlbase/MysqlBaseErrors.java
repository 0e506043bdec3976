package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.SqlErrorKind;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The error codes of MariaDB and MySQL. Both servers share one list, because each code means the same error on every
 * server that uses it.
 */
final class MysqlBaseErrors {
    private static final int DISK_FULL = 1021;
    private static final int TABLE_FULL = 1114;
    private static final int LOCK_WAIT = 1205;
    private static final int DEADLOCK = 1213;
    /** A member of a group has refused the transaction, because another member has changed the same row. */
    private static final int REFUSED_AT_COMMIT = 3101;
    /** The commit failed, on a member of a group also because another member has changed the same row. */
    private static final int ERROR_DURING_COMMIT = 1180;

    private static final int INTERRUPTED = 1317;
    private static final int SNAPSHOT_CHANGED = 1020;
    private static final int KILLED = 1927;
    private static final int STATEMENT_TIME = 1969;
    private static final int PACKET_TOO_LARGE = 1153;
    private static final int EXECUTION_TIME = 3024;
    private static final int NO_WAIT = 3572;
    /** A node of Galera that has lost the others answers all statements with this error. */
    private static final int UNKNOWN_COMMAND = 1047;

    private static final Set<Integer> OUT_OF_RESOURCES = Set.of(1037, 1038, 1041, 1135, 1206);
    private static final Set<Integer> DENIED = Set.of(1044, 1045, 1142, 1143, 1227, 1370, 1410, 1419, 1698);
    private static final int READ_ONLY_TRANSACTION = 1792;
    private static final int READ_ONLY_MODE = 1836;
    /** A server option forbids the statement; the message names the option, such as {@code --read-only}. */
    private static final int OPTION_FORBIDS = 1290;

    private static final Pattern READ_ONLY_OPTION = Pattern.compile("read[-_]only");

    private static final int WRITE_ERROR = 3;
    private static final int FILE_WRITE_ERROR = 1026;
    private static final int ENGINE_ERROR = 1030;
    /** The text of ENOSPC, which several messages contain. */
    private static final String NO_SPACE = "28 \"No space left on device\"";

    private MysqlBaseErrors() {}

    /** Returns the kind of an error. */
    static SqlErrorKind kind(SQLException e) {
        return switch (e.getErrorCode()) {
            case DISK_FULL, TABLE_FULL -> SqlErrorKind.DISK_FULL;
            case LOCK_WAIT, NO_WAIT -> SqlErrorKind.LOCK_WAIT_TIMEOUT;
            case DEADLOCK, SNAPSHOT_CHANGED, REFUSED_AT_COMMIT -> SqlErrorKind.SERIALIZATION_FAILURE;
            case WRITE_ERROR, ENGINE_ERROR, FILE_WRITE_ERROR ->
                String.valueOf(e.getMessage()).contains(NO_SPACE) ? SqlErrorKind.DISK_FULL : SqlErrorKind.OTHER;
            case STATEMENT_TIME, EXECUTION_TIME, INTERRUPTED -> SqlErrorKind.STATEMENT_TIMEOUT;
            case READ_ONLY_TRANSACTION, READ_ONLY_MODE -> SqlErrorKind.READ_ONLY;
            case OPTION_FORBIDS ->
                READ_ONLY_OPTION.matcher(String.valueOf(e.getMessage())).find()
                        ? SqlErrorKind.READ_ONLY
                        : SqlErrorKind.OTHER;
            case ERROR_DURING_COMMIT ->
                String.valueOf(e.getMessage()).contains("deadlock")
                        ? SqlErrorKind.SERIALIZATION_FAILURE
                        : SqlErrorKind.OTHER;
            case KILLED -> SqlErrorKind.CONNECTION_LOST;
            case UNKNOWN_COMMAND ->
                String.valueOf(e.getMessage()).contains("WSREP") ? SqlErrorKind.NODE_CUT_OFF : SqlErrorKind.OTHER;
            // The statement is to blame for the lost connection, so a second attempt would fail as well.
            case PACKET_TOO_LARGE -> SqlErrorKind.OTHER;
            default -> otherKind(e);
        };
    }

    private static SqlErrorKind otherKind(SQLException e) {
        if (OUT_OF_RESOURCES.contains(e.getErrorCode())) {
            return SqlErrorKind.OUT_OF_RESOURCES;
        }
        if (DENIED.contains(e.getErrorCode())) {
            return SqlErrorKind.MISSING_PRIVILEGE;
        }
        return String.valueOf(e.getMessage()).contains("max_allowed_packet")
                ? SqlErrorKind.OTHER
                : SqlErrorKind.fromSqlState(e);
    }
}
