package dev.trellis.fleet;

import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

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
    /** The SQLSTATEs of a server that cannot be reached, is starting or ending, or has too many connections. */
    private static final Pattern UNAVAILABLE = Pattern.compile("08.*|57P.*|53.*|90067");

    private Retry() {}

    /** Returns whether to run the command again; otherwise a person has to look. */
    public static boolean mayHelp(TrellisException e) {
        return NAMES.stream().anyMatch(e::is) && !(e.is(ErrorName.CANNOT_CONNECT) && !isUnavailable(e));
    }

    /** Returns whether the server did not answer, or was not ready; false if it refused, or if its name is unknown. */
    private static boolean isUnavailable(Throwable e) {
        boolean isUnavailable = false;
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof UnknownHostException) {
                return false;
            }
            String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
            isUnavailable |= state != null && UNAVAILABLE.matcher(state).matches();
            cause = cause.getCause();
        }
        return isUnavailable;
    }
}
