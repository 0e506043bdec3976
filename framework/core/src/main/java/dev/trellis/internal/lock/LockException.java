package dev.trellis.internal.lock;

import dev.trellis.dialect.Topology;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.time.Duration;

/** A lock that could not be acquired, or that did not keep another process out. */
public final class LockException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private LockException(Problem problem) {
        super(problem);
    }

    static LockException timeout(Duration limit, String holder) {
        return new LockException(Problem.of(
                        ErrorName.LOCK_TIMEOUT,
                        "another process has been migrating this database for longer than " + seconds(limit)
                                + (holder.isEmpty() ? "" : ": " + holder))
                .advice("Nothing was run. Wait for the other process and run the command again, or raise 'lock_timeout'"
                        + " in the configuration. A process that has died holds no lock."));
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    static LockException lost() {
        return new LockException(Problem.of(
                        ErrorName.LOCK_LOST, "this connection no longer holds the lock that keeps other processes out")
                .advice("Run the command again. If a connection pooler assigns connections by transaction (PgBouncer:"
                        + " pool_mode = transaction), connect to the server directly."));
    }

    /** Reports that another process has taken the lease, because this process did not extend it in time. */
    static LockException leaseLost() {
        return new LockException(Problem.of(
                        ErrorName.LOCK_LOST,
                        "another process has taken the lease that keeps other processes out, because this process was"
                                + " paused or cut off for longer than the lease")
                .advice(
                        "The revisions that this run has completed remain applied. Run the command again: it waits for the"
                                + " other process."));
    }

    /** Reports that the node of this connection accepts no writes. */
    static LockException writesRefused(Topology topology) {
        return new LockException(Problem.of(
                        ErrorName.NODE_REFUSES_WRITES,
                        "this server accepts no writes: " + topology.writeRefusal()
                                + (topology.product().isEmpty() ? "" : " (" + topology.product() + ")"))
                .advice("Nothing was run. Connect to the primary, or to a node that accepts writes."));
    }

    /** Reports that another process has moved the heads, so that a run cannot continue its plan. */
    public static LockException headsMoved() {
        return new LockException(
                Problem.of(ErrorName.ROW_COUNT_MISMATCH, "another process has migrated this database in the meantime")
                        .advice("The revisions that this run has completed remain applied. Run the command again."));
    }
}
