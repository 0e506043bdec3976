package dev.trellis.internal.lock;

import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Extends a lease three times within its length, over a connection of its own, while the connection of the run executes long
 * statements. A failed attempt is repeated with the next beat. If the lease is lost, the heartbeat ends, and the run finds
 * out at its next claim.
 */
final class LeaseHeartbeat implements AutoCloseable {
    private static final int BEATS = 3;

    /** Extends the lease. */
    interface Renewal {
        /** Returns false if another process has taken the lease. */
        boolean over(Session other) throws SQLException;
    }

    private final Session main;
    private final Renewal renewal;
    private final Duration pause;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable Session other;

    private LeaseHeartbeat(Session main, Session other, Renewal renewal, Duration pause) {
        this.main = main;
        this.other = other;
        this.renewal = renewal;
        this.pause = pause;
        this.thread = new Thread(this::beat, "trellis-lease");
        this.thread.setDaemon(true);
    }

    /**
     * Starts the heartbeat.
     *
     * @return null if there is no further connection; then only the claims of the run extend the lease
     */
    static @Nullable LeaseHeartbeat start(Session main, Renewal renewal, Duration length) {
        Duration pause = length.dividedBy(BEATS);
        Session other;
        try {
            other = connect(main, pause);
        } catch (SQLException | TrellisException e) {
            // A pool may have only one connection.
            other = null;
        }
        if (other == null) {
            return null;
        }
        LeaseHeartbeat heartbeat = new LeaseHeartbeat(main, other, renewal, pause);
        heartbeat.thread.start();
        return heartbeat;
    }

    private static @Nullable Session connect(Session main, Duration pause) throws SQLException {
        if (!main.mayOpenAnother()) {
            return null;
        }
        Session other = main.openAnother();
        try {
            other.setTimeouts(null, pause);
        } catch (SQLException e) {
            other.close();
            throw e;
        }
        return other;
    }

    private void beat() {
        try {
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!beatOnce()) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disconnect();
        }
    }

    private boolean beatOnce() {
        try {
            if (other == null) {
                other = connect(main, pause);
            }
            return other == null || renewal.over(other);
        } catch (SQLException e) {
            if (!main.dialect().errorKind(e).isRetryable()) {
                disconnect();
            }
            return true;
        } catch (TrellisException e) {
            // The database cannot be reached at the moment.
            return true;
        }
    }

    private void disconnect() {
        if (other != null) {
            other.close();
        }
        other = null;
    }

    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
