package dev.trellis.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Restores the state that a session had before SQL of a script ran: settings, role, current schema, temporary objects,
 * prepared statements, cursors and locks. {@link Dialect#sessionReset} creates this object before the script runs.
 */
public interface SessionReset {
    /** Resets nothing. */
    SessionReset NONE = new SessionReset() {
        @Override
        public void resetSettings(Connection connection) {}

        @Override
        public void removeObjects(Connection connection) {}
    };

    /**
     * Resets settings, the role and the current schema, within the script's transaction. Trellis then reads the catalogue
     * to check that the script has not changed protected tables, and the script's settings must not affect this check.
     *
     * @throws SQLException if the driver reports one
     */
    void resetSettings(Connection connection) throws SQLException;

    /**
     * Removes temporary objects, prepared statements, cursors and locks of the script, within its transaction. Trellis then
     * writes to its own tables, and no object of the script may affect those writes.
     *
     * @throws SQLException if the driver reports one
     */
    void removeObjects(Connection connection) throws SQLException;

    /**
     * Resets the state that can be reset only outside a transaction.
     *
     * @throws SQLException if the driver reports one
     */
    default void resetOutsideTransaction(Connection connection) throws SQLException {}
}
