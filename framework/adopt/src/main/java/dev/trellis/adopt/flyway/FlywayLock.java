package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.ToolTable;
import dev.trellis.dialect.Dialect;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The lock that Flyway holds while it migrates: an advisory lock on PostgreSQL and a named lock on MariaDB and MySQL. Their
 * number or name contains the hash code of the quoted name of Flyway's table. On the other databases Flyway locks the rows of
 * its table, which no reader sees.
 */
final class FlywayLock {
    /** The characters of "Flyway", to which Flyway adds the hash code. */
    private static final long NUMBER = 0x466c79776179L;

    private FlywayLock() {}

    /** Returns whether another session holds the lock. Does not acquire it. */
    static boolean isHeld(Connection connection, Dialect dialect, TableName table) throws SQLException {
        return switch (dialect.name()) {
            case "postgresql" -> isHeldOnPostgresql(connection, hash(dialect, table, connection.getSchema()));
            case "mariadb", "mysql" -> isHeldOnMysql(connection, hash(dialect, table, connection.getCatalog()));
            default -> false;
        };
    }

    private static int hash(Dialect dialect, TableName table, String defaultSchema) {
        TableName qualified = table.schema() == null ? new TableName(defaultSchema, table.name()) : table;
        return ToolTable.quote(dialect, qualified).hashCode();
    }

    private static boolean isHeldOnPostgresql(Connection connection, int hash) throws SQLException {
        long number = NUMBER + hash;
        String sql = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid <> pg_backend_pid()"
                + " AND classid::bigint = ? AND objid::bigint = ? AND objsubid = 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number >>> 32);
            statement.setLong(2, number & 0xffffffffL);
            return hasRow(statement);
        }
    }

    private static boolean isHeldOnMysql(Connection connection, int hash) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM (SELECT IS_USED_LOCK(?) AS holder) l WHERE holder IS NOT NULL")) {
            statement.setString(1, "Flyway-" + hash);
            return hasRow(statement);
        }
    }

    private static boolean hasRow(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            return rows.next();
        }
    }
}
