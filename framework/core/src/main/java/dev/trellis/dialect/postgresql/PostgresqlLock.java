package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.Topology;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The migration lock of PostgreSQL: a session-level advisory lock. Advisory locks are shared by a whole database, so the key
 * is a hash of the schema and the name of the version table.
 *
 * @param versions the version table that the lock protects
 */
record PostgresqlLock(TableName versions) implements SessionLock {
    private static final String KEY =
            "hashtextextended('trellis:' || coalesce(?, current_schema(), '') || '.' || ?, 0)";
    /** The part of a query that finds the granted locks with the key. */
    private static final String LOCKS = " FROM (SELECT " + KEY + " AS key) AS k, pg_locks AS l"
            + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
            + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND ((l.classid::bigint << 32) | l.objid::bigint) = k.key";
    /**
     * Sets the application name, and returns the default schema, another schema of the search path that contains a
     * version table, and what shows the topology. If there is such a schema, Trellis stops, because after a change of the search path a run could
     * otherwise migrate tables of the wrong schema.
     */
    private static final String NAME_AND_SCHEMAS = "SELECT pg_catalog.set_config('application_name', ?, false),"
            + " pg_catalog.current_schema(), (SELECT min(n.nspname::pg_catalog.text) FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = ? AND c.relkind IN ('r', 'p')"
            + " AND n.nspname = ANY (pg_catalog.current_schemas(false)) AND n.nspname <> pg_catalog.current_schema()),"
            + " pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(),"
            + " pg_catalog.current_setting('transaction_read_only'), pg_catalog.version(),"
            + " EXISTS (SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'citus')";
    /** The length to which the server truncates an application name, which must be ASCII. */
    private static final int NAME_LIMIT = 63;

    @Override
    public boolean tryAcquire(Connection connection, String description) throws SQLException {
        return tryAcquireAndDetect(connection, description) != null;
    }

    @Override
    public @Nullable Topology tryAcquireAndDetect(Connection connection, String description) throws SQLException {
        String[] process = new String[1];
        try {
            String sql = "SELECT pg_backend_pid() WHERE pg_try_advisory_lock(" + KEY + ")";
            Query.each(
                    connection,
                    sql,
                    Arrays.asList(versions.schema(), versions.name()),
                    row -> process[0] = row.getString(1));
        } catch (SQLException e) {
            return PostgresqlTopology.withoutLocks(connection, e);
        }
        return process[0] == null ? null : nameAndDetect(connection, description, process[0]);
    }

    /**
     * Sets the application name and determines the topology.
     *
     * @param process the process of the server that has acquired the lock
     */
    private Topology nameAndDetect(Connection connection, String description, String process) throws SQLException {
        String name = description.replaceAll("[^ -~]", "?");
        try (PreparedStatement statement = connection.prepareStatement(NAME_AND_SCHEMAS)) {
            statement.setString(1, name.length() <= NAME_LIMIT ? name : name.substring(0, NAME_LIMIT));
            statement.setString(2, versions.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String other = row.getString(3);
                if (versions.schema() == null && other != null) {
                    release(connection);
                    throw DialectException.otherSchema(versions.name(), String.valueOf(row.getString(2)), other);
                }
                boolean isOrdinary = process.equals(row.getString(4))
                        && "off".equals(row.getString(6))
                        && !row.getBoolean(8)
                        && row.getString(7).startsWith("PostgreSQL ")
                        && !row.getString(7).contains(PostgresqlTopology.YUGABYTE_VERSION);
                return isOrdinary ? Topology.SINGLE_SERVER : PostgresqlTopology.of(row, process);
            }
        }
    }

    @Override
    public void release(Connection connection) throws SQLException {
        isTrue(connection, "SELECT pg_advisory_unlock(" + KEY + ")");
    }

    @Override
    public boolean isHeld(Connection connection) throws SQLException {
        return isTrue(connection, "SELECT EXISTS (SELECT 1" + LOCKS + " AND l.pid = pg_backend_pid())");
    }

    @Override
    public Optional<String> holder(Connection connection) throws SQLException {
        String sql =
                "SELECT pid, usename, client_addr, application_name FROM pg_stat_activity WHERE pid IN (SELECT l.pid"
                        + LOCKS + ")";
        List<String> holders = new ArrayList<>();
        Query.each(connection, sql, Arrays.asList(versions.schema(), versions.name()), row -> {
            List<String> details = new ArrayList<>(List.of("server process " + row.getString(1)));
            add(details, "user ", row.getString(2));
            add(details, "from ", row.getString(3));
            add(details, "", row.getString(4));
            holders.add(String.join(", ", details));
        });
        return holders.stream().findFirst();
    }

    private static void add(List<String> details, String title, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            details.add(title + value);
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        return Query.isTrue(connection, sql, versions.schema(), versions.name());
    }
}
