package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Starts a group of MySQL servers that all accept writes. */
final class GroupReplicationServers {
    private static final List<String> DATA_OPTIONS = List.of(
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-flush-method=nosync",
            "--innodb-doublewrite=OFF",
            "--innodb-redo-log-capacity=16M",
            "--innodb-buffer-pool-size=32M",
            "--innodb-use-native-aio=0");

    /** The servers use the old authentication among each other, because the new one requires certificates. */
    private static final String USERS = "create user root@'127.0.0.1' identified with mysql_native_password by '';\n"
            + "grant all on *.* to root@'127.0.0.1' with grant option;\n";

    private static final String GROUP = "8c5e43ab-3b57-4a6c-9d1c-1d3a9a7c0f2e";
    private static final String PLUGIN = "lib/plugin/group_replication.so";

    private GroupReplicationServers() {}

    static Cluster start() {
        try {
            Path home = MysqlServer.home();
            Path plugins = MysqlServer.unpack(PLUGIN).resolve("lib/plugin");
            List<Integer> ports = Cluster.freePorts();
            List<Cluster.Node> nodes = new ArrayList<>();
            for (int i = 0; i < Cluster.SIZE; i++) {
                nodes.add(start(home, plugins, ports, i));
            }
            for (int i = 0; i < Cluster.SIZE; i++) {
                join(nodes.get(i).server(), i == 0);
            }
            return new Cluster(TestDatabase.Kind.MYSQL, nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cluster.Node start(Path home, Path plugins, List<Integer> ports, int index) {
        LocalServer[] started = new LocalServer[1];
        Server server = LocalServer.start("mysql", "KILL", local -> {
            started[0] = local;
            Path data = MysqlServer.initialData(local, home, DATA_OPTIONS, USERS);
            // The file contains the identity of the server.
            Files.deleteIfExists(data.resolve("auto.cnf"));
            local.serve(MysqlOptions.with(
                    MysqlServer.serving(local, home, data, DATA_OPTIONS),
                    "--report-host=127.0.0.1",
                    "--server-id=" + (index + 1),
                    "--gtid-mode=ON",
                    "--enforce-gtid-consistency=ON",
                    "--log-bin=binlog",
                    "--relay-log=relay",
                    "--sync-binlog=0",
                    "--plugin-dir=" + plugins,
                    "--plugin-load=group_replication.so",
                    "--loose-group-replication-group-name=" + GROUP,
                    "--loose-group-replication-start-on-boot=OFF",
                    "--loose-group-replication-local-address=127.0.0.1:" + ports.get(index),
                    "--loose-group-replication-group-seeds=127.0.0.1:" + ports.get(0),
                    "--loose-group-replication-single-primary-mode=OFF",
                    "--loose-group-replication-enforce-update-everywhere-checks=ON"));
            return MysqlServer.address(local);
        });
        return new Cluster.Node(started[0], server);
    }

    private static void join(Server server, boolean isFirst) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("change replication source to source_user = 'root', source_password = ''"
                    + " for channel 'group_replication_recovery'");
            if (isFirst) {
                statement.execute("set global group_replication_bootstrap_group = on");
            }
            statement.execute("start group_replication");
            statement.execute("set global group_replication_bootstrap_group = off");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot start Group Replication: " + e.getMessage(), e);
        }
        Cluster.await(
                server,
                "select member_state from performance_schema.replication_group_members"
                        + " where member_id = @@server_uuid",
                "ONLINE");
    }
}
