package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.Query;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.dialect.Topology;
import dev.trellis.dialect.Topology.Limit;
import dev.trellis.dialect.Topology.LockReach;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Recognizes the nodes of Galera and of Group Replication, servers that accept no writes, and the products that speak the
 * protocol of MySQL. This class is loaded only for a server that is not an ordinary one.
 */
final class MysqlBaseTopology {
    static final String TIDB = "TiDB";
    static final String VITESS = "Vitess";

    private static final String GROUP_REPLICATION = "group_replication";
    private static final String PERCONA_PLUGIN = "wsrep";

    private MysqlBaseTopology() {}

    /**
     * Determines the topology.
     *
     * @param lock the lock that the connection holds
     * @param isReadOnly whether the server accepts no writes of ordinary users
     * @param cluster the value of {@link MysqlBaseDialect#clusterVariable}
     */
    static Topology of(Connection connection, MysqlBaseLock lock, String version, boolean isReadOnly, String cluster)
            throws SQLException {
        Topology topology = product(connection, version, cluster);
        return isReadOnly && refusesWrites(connection, lock)
                ? topology.refusingWrites("it is read-only (read_only, super_read_only)")
                : topology;
    }

    private static Topology product(Connection connection, String version, String cluster) throws SQLException {
        if (version.contains(TIDB)) {
            return Topology.of(TIDB, LockReach.DATABASE, Limit.UNPROVEN);
        }
        if (version.contains(VITESS)) {
            return Topology.of(VITESS, LockReach.NOWHERE, Limit.UNPROVEN);
        }
        if (cluster.contains(GROUP_REPLICATION)) {
            return groupReplication(connection);
        }
        if (cluster.isEmpty() || cluster.equals("0")) {
            return Topology.SINGLE_SERVER;
        }
        Topology galera = cluster.equals(PERCONA_PLUGIN)
                ? Topology.of("Percona XtraDB Cluster", LockReach.NODE, Limit.ONLY_INNODB, Limit.UNPROVEN)
                : Topology.of("Galera", LockReach.NODE, Limit.ONLY_INNODB);
        return galera.readingConsistently("SET SESSION wsrep_sync_wait = 15");
    }

    /** In a group with a single primary, all other nodes are read-only, so the lock of the primary keeps all processes out. */
    private static Topology groupReplication(Connection connection) throws SQLException {
        List<Boolean> shown = new ArrayList<>();
        String sql = "SELECT @@GLOBAL.group_replication_single_primary_mode,"
                + " @@GLOBAL.group_replication_enforce_update_everywhere_checks";
        Query.each(connection, sql, List.of(), row -> {
            shown.add(row.getBoolean(1));
            shown.add(row.getBoolean(2));
        });
        Set<Limit> limits = EnumSet.of(Limit.NO_ROWS_WITHOUT_KEY, Limit.ONLY_INNODB);
        if (shown.get(1)) {
            limits.add(Limit.NO_CASCADES);
        }
        LockReach reach = shown.get(0) ? LockReach.DATABASE : LockReach.NODE;
        // A node that has become the primary a moment ago may still have to apply changes of the former primary.
        String reading = "SET SESSION group_replication_consistency = 'BEFORE'";
        return new Topology("Group Replication", reach, null, limits, List.of(reading));
    }

    /**
     * Returns whether the server refuses writes of this user; {@code read_only} exempts administrators. The server checks
     * this before it looks for the table, and the statement changes no row.
     */
    private static boolean refusesWrites(Connection connection, MysqlBaseLock lock) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + quoted(lock.versions()) + " WHERE 1 = 0");
            return false;
        } catch (SQLException e) {
            SqlErrorKind kind = MysqlBaseErrors.kind(e);
            if (kind.mayMeanMissingTable()) {
                return false;
            }
            if (kind == SqlErrorKind.READ_ONLY || kind == SqlErrorKind.NODE_CUT_OFF) {
                return true;
            }
            throw e;
        }
    }

    private static String quoted(TableName table) {
        String name = "`" + table.name().replace("`", "``") + "`";
        return table.schema() == null ? name : "`" + table.schema().replace("`", "``") + "`." + name;
    }
}
