package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The migration lock of MariaDB and MySQL, which {@code GET_LOCK} acquires. The names of such locks are shared by all
 * databases of a server, so the lock's name contains a hash of the names of the database and of the version table. The hash
 * keeps the lock's name within the server's limit of 64 characters. If a connection is lost during a statement, the server
 * releases the lock when the statement ends.
 *
 * @param versions the version table
 */
record MysqlBaseLock(TableName versions) implements SessionLock {
    private static final String NAME = "CONCAT('trellis:', SHA1(CONCAT_WS('.', COALESCE(?, DATABASE()), ?)))";

    /**
     * Acquires the lock. If the connection already holds it, another process acquired it through the same session of a
     * connection pooler, so this method then fails.
     */
    @Override
    public boolean tryAcquire(Connection connection, String description) throws SQLException {
        String sql = "SELECT IF(IS_USED_LOCK(l.name) <=> CONNECTION_ID(), 0, GET_LOCK(l.name, 0)) = 1 FROM (SELECT "
                + NAME + " AS name) AS l";
        return isTrue(connection, sql);
    }

    @Override
    public void release(Connection connection) throws SQLException {
        isTrue(connection, "SELECT RELEASE_LOCK(" + NAME + ") = 1");
    }

    @Override
    public boolean isHeld(Connection connection) throws SQLException {
        return isTrue(connection, "SELECT IS_USED_LOCK(" + NAME + ") = CONNECTION_ID()");
    }

    /** Returns the connection's number, and its user unless the PROCESS privilege is missing. */
    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        String sql = "SELECT l.id, p.USER, p.HOST FROM (SELECT IS_USED_LOCK(" + NAME + ") AS id) AS l"
                + " LEFT JOIN information_schema.PROCESSLIST AS p ON p.ID = l.id WHERE l.id IS NOT NULL";
        List<String> holders = new ArrayList<>();
        Query.each(connection, sql, Arrays.asList(versions.schema(), versions.name()), row -> {
            String user = row.getString(2) == null ? "" : ", user " + row.getString(2) + " from " + row.getString(3);
            holders.add("connection " + row.getString(1) + user);
        });
        return holders.stream().findFirst();
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        return Query.isTrue(connection, sql, versions.schema(), versions.name());
    }
}
