package dev.trellis.dialect.mysqlfamily;

import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A user lock. They are the server's and not the database's, so its name holds the database's; a server keeps no more
 * than 64 characters of it. A connection that dies in the middle of a statement keeps it until the statement has ended.
 */
record FamilyLock(TableName versions) implements SessionLock {
    private static final String NAME = "CONCAT('trellis:', SHA1(CONCAT_WS('.', COALESCE(?, DATABASE()), ?)))";

    /** One that the connection holds already was taken by somebody else, with whom a pooler shares it. */
    @Override
    public boolean take(Connection connection, String who) throws SQLException {
        String sql = "SELECT IF(IS_USED_LOCK(l.name) <=> CONNECTION_ID(), 0, GET_LOCK(l.name, 0)) = 1 FROM (SELECT "
                + NAME + " AS name) AS l";
        return isTrue(connection, sql);
    }

    @Override
    public void release(Connection connection) throws SQLException {
        isTrue(connection, "SELECT RELEASE_LOCK(" + NAME + ") = 1");
    }

    @Override
    public boolean held(Connection connection) throws SQLException {
        return isTrue(connection, "SELECT IS_USED_LOCK(" + NAME + ") = CONNECTION_ID()");
    }

    /** Without the PROCESS privilege a user sees its own connections only. */
    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        String sql = "SELECT l.id, p.USER, p.HOST FROM (SELECT IS_USED_LOCK(" + NAME + ") AS id) AS l"
                + " LEFT JOIN information_schema.PROCESSLIST AS p ON p.ID = l.id WHERE l.id IS NOT NULL";
        try (PreparedStatement statement = prepared(connection, sql);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return Optional.empty();
            }
            String user = rows.getString(2) == null ? "" : ", user " + rows.getString(2) + " from " + rows.getString(3);
            return Optional.of("connection " + rows.getString(1) + user);
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql);
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    private PreparedStatement prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, versions.schema());
        statement.setString(2, versions.name());
        return statement;
    }
}
