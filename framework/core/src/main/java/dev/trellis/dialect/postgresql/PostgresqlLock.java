package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.SessionLock;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An advisory lock of the session. They are the database's, so its key holds the schema and the version table. */
record PostgresqlLock(TableName versions) implements SessionLock {
    private static final String KEY =
            "hashtextextended('trellis:' || coalesce(?, current_schema(), '') || '.' || ?, 0)";
    /** The locks with that key. */
    private static final String LOCKS = " FROM (SELECT " + KEY + " AS key) AS k, pg_locks AS l"
            + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1"
            + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            + " AND ((l.classid::bigint << 32) | l.objid::bigint) = k.key";
    /** What the server keeps of an application's name, and it takes ASCII only. */
    private static final int SHOWN = 63;

    @Override
    public boolean tryAcquire(Connection connection, String who) throws SQLException {
        if (!isTrue(connection, "SELECT pg_try_advisory_lock(" + KEY + ")")) {
            return false;
        }
        String name = who.replaceAll("[^ -~]", "?");
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT set_config('application_name', ?, false)")) {
            statement.setString(1, name.length() <= SHOWN ? name : name.substring(0, SHOWN));
            statement.execute();
        }
        return true;
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
        List<String> found = new ArrayList<>();
        Query.each(connection, sql, Arrays.asList(versions.schema(), versions.name()), row -> {
            List<String> said = new ArrayList<>(List.of("server process " + row.getString(1)));
            add(said, "user ", row.getString(2));
            add(said, "from ", row.getString(3));
            add(said, "", row.getString(4));
            found.add(String.join(", ", said));
        });
        return found.stream().findFirst();
    }

    private static void add(List<String> said, String title, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            said.add(title + value);
        }
    }

    private boolean isTrue(Connection connection, String sql) throws SQLException {
        return Query.isTrue(connection, sql, versions.schema(), versions.name());
    }
}
