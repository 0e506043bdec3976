package dev.trellis.fleet;

import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;

/** Decides whether a failure may disappear if the same command is run again. */
public final class Retry {
    private static final Set<ErrorName> NAMES = EnumSet.of(
            ErrorName.CANNOT_CONNECT,
            ErrorName.CONNECTION_LOST,
            ErrorName.INTERRUPTED,
            ErrorName.LOCK_LOST,
            ErrorName.LOCK_TIMEOUT,
            ErrorName.LOCK_WAIT_TIMEOUT,
            ErrorName.LOST_SESSION,
            ErrorName.SERIALIZATION_FAILURE);

    private static final int MAX_CAUSES = 20;
    private static final int UNKNOWN_DATABASE_OF_MYSQL = 1049;

    private Retry() {}

    /** Returns whether to run the command again; otherwise a person has to look. */
    public static boolean mayHelp(TrellisException e) {
        return NAMES.stream().anyMatch(e::is) && !(e.is(ErrorName.CANNOT_CONNECT) && isPermanent(e));
    }

    /** Returns whether the server answered, and refused, or whether its name is unknown. */
    private static boolean isPermanent(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof UnknownHostException || (cause instanceof SQLException sql && isUnknown(sql))) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isUnknown(SQLException e) {
        return "3D000".equals(e.getSQLState()) || e.getErrorCode() == UNKNOWN_DATABASE_OF_MYSQL;
    }
}
