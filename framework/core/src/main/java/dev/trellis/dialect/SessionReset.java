package dev.trellis.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Gives a session the state back that it had before SQL of a script ran in it: settings, role, current schema, temporary
 * objects, prepared statements, cursors and locks. {@link Dialect#sessionReset} creates it before the script runs.
 */
public interface SessionReset {
    /**
     * Resets what can be reset within the script's transaction. Trellis calls this before it writes to its own tables, so
     * nothing that is left may affect them.
     *
     * @throws SQLException if the driver reports one
     */
    void reset(Connection connection) throws SQLException;

    /**
     * Resets the rest, outside a transaction.
     *
     * @throws SQLException if the driver reports one
     */
    default void resetOutsideTransaction(Connection connection) throws SQLException {}
}
