package dev.trellis.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database lock that lets one process migrate at a time. The lock belongs to a connection and ends with the connection.
 * Trellis polls the lock from outside a transaction and never waits for it in the server: on PostgreSQL, a waiting
 * session holds a snapshot, and {@code CREATE INDEX CONCURRENTLY} of the session that holds the lock would wait for that
 * snapshot forever.
 */
public interface SessionLock {
    /** The lock for a database without locks, on which transactions alone keep processes apart. */
    SessionLock NONE = new SessionLock() {
        @Override
        public boolean tryAcquire(Connection connection, String description) {
            return true;
        }

        @Override
        public void release(Connection connection) {}

        @Override
        public Optional<String> holder(Connection connection) {
            return Optional.empty();
        }
    };

    /**
     * Acquires the lock if it is free, without waiting.
     *
     * @param description a description of the process, which waiting processes can read if the database can store it
     * @return whether the connection has acquired the lock
     * @throws SQLException if the driver reports one
     */
    boolean tryAcquire(Connection connection, String description) throws SQLException;

    /**
     * Acquires the lock like {@link #tryAcquire} and determines the topology of the server. A dialect reads both with the
     * same query if it can, so that an ordinary server costs no further message.
     *
     * @return the topology; null if another connection holds the lock
     * @throws SQLException if the driver reports one
     */
    default @Nullable Topology tryAcquireAndDetect(Connection connection, String description) throws SQLException {
        return tryAcquire(connection, description) ? Topology.SINGLE_SERVER : null;
    }

    /**
     * Releases the lock, if the connection holds it.
     *
     * @throws SQLException if the driver reports one
     */
    void release(Connection connection) throws SQLException;

    /**
     * Returns a description of the session that holds the lock, as far as the database shows that session:
     * {@code process 4711, user app from 10.0.0.7}.
     *
     * @throws SQLException if the driver reports one
     */
    Optional<String> holder(Connection connection) throws SQLException;

    /**
     * Returns whether the connection still holds the lock; a connection pooler may have replaced the session.
     *
     * @throws SQLException if the driver reports one
     */
    default boolean isHeld(Connection connection) throws SQLException {
        return true;
    }

    /**
     * Keeps the lock after the present transaction, because the next statement runs outside a transaction. Only a lock that
     * ends with its transaction needs this method. The lock is then held until {@link #releaseWithTransaction}.
     *
     * @throws SQLException if the driver reports one
     */
    default void holdAcrossTransactions(Connection connection) throws SQLException {}

    /**
     * Makes the lock end with its transaction again, after {@link #holdAcrossTransactions}. Trellis calls this method when
     * the next transaction has begun.
     *
     * @throws SQLException if the driver reports one
     */
    default void releaseWithTransaction(Connection connection) throws SQLException {}
}
