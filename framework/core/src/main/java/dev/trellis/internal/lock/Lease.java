package dev.trellis.internal.lock;

import dev.trellis.internal.connection.Session;
import dev.trellis.internal.state.LeaseTable;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a database whose session locks do not reach all nodes: rows that one process holds until a time, which a
 * heartbeat extends. The package describes the protocol.
 */
final class Lease {
    private final Session session;
    private final LeaseTable table;
    private final Duration length;
    private long fence;
    private boolean isTaken;
    private @Nullable LeaseHeartbeat heartbeat;

    Lease(Session session, LeaseTable table, Duration length) {
        this.session = session;
        this.table = table;
        this.length = length;
    }

    /** Takes the lease if it is free, without waiting. Outside a transaction. */
    boolean tryAcquire(String description) throws SQLException {
        try {
            LeaseTable.State state = readOrCreate();
            if (state == null || !state.isFree() || !take(state.fence(), description)) {
                return false;
            }
            fence = state.fence() + 1;
        } catch (SQLException e) {
            session.rollback(e);
            if (session.dialect().errorKind(e).isRetryable()) {
                // Another node has taken the lease at the same time.
                return false;
            }
            throw e;
        }
        isTaken = true;
        table.qualify();
        session.beforeCommit(this::check);
        heartbeat = LeaseHeartbeat.start(session, other -> table.over(other).extend(fence, length), length);
        return true;
    }

    private boolean take(long readFence, String description) throws SQLException {
        session.begin();
        if (table.take(readFence, length, description)) {
            session.commit();
            return true;
        }
        session.rollback();
        return false;
    }

    private LeaseTable.@Nullable State readOrCreate() throws SQLException {
        try {
            LeaseTable.State row = table.read();
            if (row != null) {
                return row;
            }
        } catch (SQLException e) {
            if (!session.dialect().errorKind(e).mayMeanMissingTable()) {
                throw e;
            }
            if (!table.exists()) {
                table.create();
            }
        }
        LeaseTable.State created = table.read();
        if (created != null) {
            return created;
        }
        try {
            table.insert();
        } catch (SQLException e) {
            // Another process has added the rows.
            LeaseTable.State row = table.read();
            if (row == null && !session.dialect().errorKind(e).isRetryable()) {
                throw e;
            }
            return row;
        }
        return table.read();
    }

    /**
     * Checks in the present transaction that this process holds the lease. If another process takes the lease before the
     * transaction ends, the transaction fails.
     *
     * @throws LockException {@code lock_lost}
     */
    void check() throws SQLException {
        if (!isTaken) {
            return;
        }
        boolean isHeld = table.claim(fence) && (heartbeat != null || table.extend(fence, length));
        if (!isHeld) {
            throw LockException.leaseLost();
        }
    }

    /** Returns whether another process has taken the lease from this process; false if the database cannot be asked. */
    boolean isLost() {
        try {
            LeaseTable.State row = isTaken ? table.read() : null;
            return row != null && row.fence() != fence;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Returns the description of the process that holds the lease; empty if no process does. */
    String holder() throws SQLException {
        LeaseTable.State row = table.read();
        return row == null || row.isFree() ? "" : row.description();
    }

    /** Returns the name of the table in quotes. */
    String quotedTable() {
        return table.quotedName();
    }

    /** Releases the lease, if this process holds it. Outside a transaction. */
    void release() throws SQLException {
        if (!isTaken) {
            return;
        }
        isTaken = false;
        session.beforeCommit(null);
        if (heartbeat != null) {
            heartbeat.close();
        }
        heartbeat = null;
        table.release(fence);
    }
}
