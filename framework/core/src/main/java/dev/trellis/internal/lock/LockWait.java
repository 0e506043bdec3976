package dev.trellis.internal.lock;

import dev.trellis.Listener;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.internal.connection.Backoff;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.run.RunException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Waits for others, says so after a second, and gives up in the end. */
public final class LockWait {
    private static final Duration SILENT = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(250);

    /** Something tried. */
    public interface Attempt<T> {
        /** @return null when it has to be tried again */
        @Nullable
        T attempt() throws SQLException;
    }

    /** Who is waited for. */
    public interface Holder {
        /** @return empty when nobody can tell */
        String holder() throws SQLException;
    }

    private final Session session;
    private final Duration limit;
    private final Listener listener;
    private final Holder holder;

    LockWait(Session session, Duration limit, Listener listener, Holder holder) {
        this.session = session;
        this.limit = limit;
        this.listener = listener;
        this.holder = holder;
    }

    /**
     * Tries until there is an answer. A lock of the database's that somebody else holds is waited for like our own.
     *
     * @throws RunException {@code lock_timeout}
     */
    public <T> T get(Attempt<T> attempt) throws SQLException {
        long start = System.nanoTime();
        Backoff backoff = new Backoff(SHORTEST, LONGEST);
        boolean said = false;
        while (true) {
            T result = once(attempt);
            if (result != null) {
                return result;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (!said && waited.compareTo(SILENT) >= 0) {
                said = true;
                String who = who();
                listener.note(
                        "waiting for another process that migrates this database" + (who.isEmpty() ? "" : ": ") + who);
            }
            if (waited.compareTo(limit) >= 0) {
                throw RunException.lockTimeout(limit, who());
            }
            backoff.pause();
        }
    }

    private <T> @Nullable T once(Attempt<T> attempt) throws SQLException {
        try {
            return attempt.attempt();
        } catch (SQLException e) {
            session.rollback(e);
            if (session.dialect().errorKind(e) == SqlErrorKind.LOCK_TIMEOUT) {
                return null;
            }
            throw e;
        }
    }

    private String who() {
        try {
            return holder.holder();
        } catch (SQLException e) {
            return "";
        }
    }
}
