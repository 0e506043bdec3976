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
 * A user lock. They are the server's and not the database's, so its name holds the database's; a server keeps no more
 * than 64 characters of it. A connection that dies in the middle of a statement keeps it until the statement has ended.
 */
record MysqlBaseLock(TableName versions) implements SessionLock {
    private static final String NAME = "CONCAT('trellis:', SHA1(CONCAT_WS('.', COALESCE(?, DATABASE()), ?)))";

    /** One that the connection holds already was taken by somebody else, with whom a pooler shares it. */
    @Override
    public boolean tryAcquire(Connection connection, String who) throws SQLException {
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

    /** Without the PROCESS privilege a user sees its own connections only. */
    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        String sql = "SELECT l.id, p.USER, p.HOST FROM (SELECT IS_USED_LOCK(" + NAME + ") AS id) AS l"
                + " LEFT JOIN information_schema.PROCESSLIST AS p ON p.ID = l.id WHERE l.id IS NOT NULL";
        List<String> found = new ArrayList<>();
        Query.each(connection, sql, Arrays.asList(versions.schema(), versions.name()), row -> {
            String user = row.getString(2) == null ? "" : ", user " + row.getString(2) + " from " + row.getString(3);
            found.add("connection " + row.getString(1) + user);
        });
        return found.stream().findFirst();
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        return Query.isTrue(connection, sql, versions.schema(), versions.name());
    }
}
