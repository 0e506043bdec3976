package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.Topology;
import dev.trellis.dialect.Topology.Limit;
import dev.trellis.dialect.Topology.LockReach;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Recognizes standbys, connection poolers, and the products that speak the protocol of PostgreSQL. This class is loaded only
 * for a server that is not an ordinary one.
 */
final class PostgresqlTopology {
    /** A part of the version of every YugabyteDB. */
    static final String YUGABYTE_VERSION = "-YB-";

    private static final String COCKROACH = "CockroachDB";

    private PostgresqlTopology() {}

    /**
     * Determines the topology from the current row of the query that names the session.
     *
     * @param process the process of the server that has acquired the lock
     */
    static Topology of(ResultSet row, String process) throws SQLException {
        Topology topology = product(row.getString(7), row.getBoolean(8));
        if (!process.equals(row.getString(4))) {
            topology = Topology.of("a connection pooler that assigns connections by transaction", LockReach.NOWHERE);
        }
        if (row.getBoolean(5)) {
            return topology.refusingWrites("it is a standby");
        }
        return "on".equals(row.getString(6))
                ? topology.refusingWrites("its transactions are read-only (default_transaction_read_only)")
                : topology;
    }

    private static Topology product(String version, boolean hasCitus) {
        if (version.startsWith(COCKROACH)) {
            return Topology.of(COCKROACH, LockReach.NOWHERE, Limit.DDL_COMMITS, Limit.UNPROVEN);
        }
        if (version.contains(YUGABYTE_VERSION)) {
            return Topology.of("YugabyteDB", LockReach.NOWHERE, Limit.DDL_COMMITS, Limit.UNPROVEN);
        }
        return hasCitus ? Topology.of("Citus", LockReach.NODE, Limit.UNPROVEN) : Topology.SINGLE_SERVER;
    }

    /**
     * Returns the topology of a product without advisory locks.
     *
     * @param failure the answer to the query that would acquire the lock
     * @throws SQLException the failure, if the server is none of these products
     */
    static Topology withoutLocks(Connection connection, SQLException failure) throws SQLException {
        List<String> version;
        try {
            version = Query.strings(connection, "SELECT version()");
        } catch (SQLException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        Topology topology = product(String.valueOf(version.get(0)), false);
        if (!topology.needsLease()) {
            throw failure;
        }
        return topology;
    }
}
