package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Topology;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migration lock of MariaDB and MySQL, which {@code GET_LOCK} acquires. The names of such locks are shared by all
 * databases of a server, so the lock's name contains a hash of the names of the database and of the version table. The hash
 * keeps the lock's name within the server's limit of 64 characters. If a connection is lost during a statement, the server
 * releases the lock when the statement ends.
 *
 * @param versions the version table
 * @param cluster the expression that shows the software of a cluster; its value is empty, 0 or NULL on a single server
 */
record MysqlBaseLock(TableName versions, String cluster) implements SessionLock {
    private static final String NAME = "CONCAT('trellis:', SHA1(CONCAT_WS('.', COALESCE(?, DATABASE()), ?)))";

    private static final String ACQUIRE =
            "SELECT IF(IS_USED_LOCK(l.name) <=> CONNECTION_ID(), 0, GET_LOCK(l.name, 0)) = 1";

    private static final String NAMED = " FROM (SELECT " + NAME + " AS name) AS l";

    /**
     * Acquires the lock. If the connection already holds it, another process acquired it through the same session of a
     * connection pooler, so this method then fails.
     */
    @Override
    public boolean tryAcquire(Connection connection, String description) throws SQLException {
        return isTrue(connection, ACQUIRE + NAMED);
    }

    @Override
    public @Nullable Topology tryAcquireAndDetect(Connection connection, String description) throws SQLException {
        List<String> shown = new ArrayList<>();
        boolean[] isAcquired = new boolean[1];
        try {
            String sql = ACQUIRE + ", VERSION(), @@GLOBAL.read_only, " + cluster + NAMED;
            Query.each(connection, sql, Arrays.asList(versions.schema(), versions.name()), row -> {
                isAcquired[0] = row.getBoolean(1);
                shown.add(row.getString(2));
                shown.add(row.getString(3));
                shown.add(row.getString(4) == null ? "" : row.getString(4));
            });
        } catch (SQLException e) {
            if (MysqlBaseErrors.kind(e) != SqlErrorKind.OTHER) {
                throw e;
            }
            // A server without the variable: MariaDB without the library for Galera, or another product.
            shown.addAll(List.of(connection.getMetaData().getDatabaseProductVersion(), "0", ""));
            isAcquired[0] = tryAcquire(connection, description);
        }
        if (!isAcquired[0]) {
            return null;
        }
        boolean isOrdinary = isOff(shown.get(1)) && isOff(shown.get(2)) && !isOther(shown.get(0));
        return isOrdinary
                ? Topology.SINGLE_SERVER
                : MysqlBaseTopology.of(connection, this, shown.get(0), !isOff(shown.get(1)), shown.get(2));
    }

    /** Returns whether a version belongs to a product that only speaks the protocol of MySQL. */
    private static boolean isOther(String version) {
        return version.contains(MysqlBaseTopology.TIDB) || version.contains(MysqlBaseTopology.VITESS);
    }

    private static boolean isOff(String value) {
        return value.isEmpty() || value.equals("0") || value.equals("OFF");
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
