package dev.trellis.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A lock by the database's own means that lets one process migrate at a time. It belongs to the connection and dies with
 * it. It is asked for again and again, outside any transaction, and never waited for inside the database: whoever waits
 * there holds a snapshot, and {@code CREATE INDEX CONCURRENTLY} waits for all of those.
 */
public interface SessionLock {
    /** For a database that has no such thing: there the transactions themselves keep processes apart. */
    SessionLock NONE = new SessionLock() {
        @Override
        public boolean take(Connection connection, String who) {
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
     * Takes it if it is free; does not wait.
     *
     * @param who what those who wait may be told, where the database can show it
     */
    boolean take(Connection connection, String who) throws SQLException;

    /**
     * Gives it back, if the connection holds it.
     *
     * @throws SQLException as the driver throws it
     */
    void release(Connection connection) throws SQLException;

    /** Who holds it, as far as the database tells: {@code process 4711, user app from 10.0.0.7}. */
    Optional<String> holder(Connection connection) throws SQLException;

    /** Whether the connection still holds it; a pooler in between may have put another in its place. */
    default boolean held(Connection connection) throws SQLException {
        return true;
    }

    /**
     * Something has to be done outside the transaction that is committed next. Where transactions alone keep processes
     * apart, what this one holds is held until {@link #uncover}.
     */
    default void cover(Connection connection) throws SQLException {}

    /** The next transaction has begun. */
    default void uncover(Connection connection) throws SQLException {}
}
