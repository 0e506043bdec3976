package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Three servers on this machine that hold the same databases and all accept writes. */
public final class Cluster implements AutoCloseable {
    static final int SIZE = 3;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * A node.
     *
     * @param local the process
     */
    record Node(LocalServer local, Server server) {}

    private final TestDatabase.Kind kind;
    private final List<Node> nodes;

    Cluster(TestDatabase.Kind kind, List<Node> nodes) {
        this.kind = kind;
        this.nodes = List.copyOf(nodes);
    }

    /** Starts three servers of MySQL that form a group with several primaries. */
    public static Cluster groupReplication() {
        return GroupReplicationServers.start();
    }

    /**
     * Starts three servers of MariaDB with Galera.
     *
     * @throws IllegalStateException without Debian's packages {@code mariadb-server galera-4 rsync}
     */
    public static Cluster galera() {
        return GaleraServers.start();
    }

    /** Creates a database and returns it as each node shows it. Closing one of them drops the database. */
    public List<TestDatabase> create() {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        execute(0, "create database " + name + " character set utf8mb4");
        List<TestDatabase> databases = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            await(i, "select count(*) from information_schema.schemata where schema_name = '" + name + "'", "1");
            Server server = nodes.get(i).server();
            boolean isFirst = i == 0;
            databases.add(new TestDatabase(kind, server.url(name), server.user(), server.password(), () -> {
                if (isFirst) {
                    execute(0, "drop database " + name);
                }
            }));
        }
        return databases;
    }

    /** Runs a statement on one node as an administrator. */
    public void execute(int node, String sql) {
        try (Connection connection = nodes.get(node).server().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " on node " + node + ": " + e.getMessage(), e);
        }
    }

    /** Waits until a query on one node returns a value in its last column. */
    public void await(int node, String sql, String value) {
        await(nodes.get(node).server(), sql, value);
    }

    static void await(Server server, String sql, String value) {
        Instant end = Instant.now().plus(TIMEOUT);
        String found = "";
        while (!value.equals(found)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(sql + " still returns '" + found + "' instead of '" + value + "'");
            }
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                found = row.next() ? row.getString(row.getMetaData().getColumnCount()) : "";
            } catch (SQLException e) {
                found = String.valueOf(e.getMessage());
            }
        }
    }

    /** Returns a free port for each node. */
    static List<Integer> freePorts() throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            ports.add(freePort());
        }
        return ports;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Stops all servers. */
    @Override
    public void close() {
        for (Node node : nodes) {
            try {
                node.local().stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
