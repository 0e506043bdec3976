package dev.trellis.internal.lock;

import dev.trellis.Listener;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.internal.connection.Session;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Repeats an action that may fail because of other processes. After a second the wait reports the process that holds the
 * lock. After the configured {@code lock_timeout} the wait ends with an error. ({@code lock_wait_timeout} limits the wait
 * for the database's own locks.)
 */
final class MigrationLockWait {
    private static final Duration UNTIL_NOTE = Duration.ofSeconds(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    /** Describes the process that holds the lock. */
    interface Holder {
        /** Returns the description; empty if the database does not show the process. */
        String describe() throws SQLException;
    }

    private final Session session;
    private final Duration limit;
    private final Listener listener;
    private final Holder holder;

    MigrationLockWait(Session session, Duration limit, Listener listener, Holder holder) {
        this.session = session;
        this.limit = limit;
        this.listener = listener;
        this.holder = holder;
    }

    /**
     * Repeats the action until it returns a result. A timeout of one of the database's own locks counts as no result.
     *
     * @throws LockException {@code lock_timeout}
     */
    <T> T retry(MigrationLock.RetriedAction<T> action) throws SQLException {
        long start = System.nanoTime();
        Backoff backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
        boolean isNoted = false;
        while (true) {
            T result = once(action);
            if (result != null) {
                return result;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (!isNoted && waited.compareTo(UNTIL_NOTE) >= 0) {
                isNoted = true;
                listener.waiting(describeHolder());
            }
            if (waited.compareTo(limit) >= 0) {
                throw LockException.timeout(limit, describeHolder());
            }
            backoff.pause();
        }
    }

    private <T> @Nullable T once(MigrationLock.RetriedAction<T> action) throws SQLException {
        try {
            return action.run();
        } catch (SQLException e) {
            session.rollback(e);
            if (session.dialect().errorKind(e) == SqlErrorKind.LOCK_WAIT_TIMEOUT) {
                return null;
            }
            throw e;
        }
    }

    private String describeHolder() {
        try {
            return holder.describe();
        } catch (SQLException e) {
            return "";
        }
    }
}
