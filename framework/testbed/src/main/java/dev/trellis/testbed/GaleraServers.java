package dev.trellis.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts a cluster of Debian's MariaDB with Galera. */
final class GaleraServers {
    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Path PROVIDER = Path.of("/usr/lib/galera/libgalera_smm.so");

    private static final List<String> DATA_OPTIONS = List.of(
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-doublewrite=0",
            "--innodb-log-file-size=16M",
            "--innodb-buffer-pool-size=64M");

    private GaleraServers() {}

    static Cluster start() {
        if (!Files.exists(SERVER) || !Files.exists(PROVIDER)) {
            throw new IllegalStateException("install Debian's packages mariadb-server, galera-4 and rsync");
        }
        try {
            List<Integer> ports = Cluster.freePorts();
            List<Cluster.Node> nodes = new ArrayList<>();
            for (int i = 0; i < Cluster.SIZE; i++) {
                Cluster.Node node = start(ports, i);
                Cluster.await(node.server(), "show status like 'wsrep_local_state_comment'", "Synced");
                nodes.add(node);
            }
            return new Cluster(TestDatabase.Kind.MARIADB, nodes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cluster.Node start(List<Integer> ports, int index) {
        LocalServer[] started = new LocalServer[1];
        Server server = LocalServer.start("galera", "KILL", local -> {
            started[0] = local;
            Path data = local.folder().resolve("data");
            if (index == 0) {
                local.run(List.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--skip-name-resolve",
                        "--innodb-log-file-size=16M"));
            } else {
                // The node copies the data of another node.
                Files.createDirectory(data);
            }
            Path temporary = Files.createDirectory(local.folder().resolve("tmp"));
            if (local.isRoot()) {
                // As root, rsync would give up its privileges and then find its folder closed.
                local.run(List.of(
                        "chown",
                        "-R",
                        String.valueOf(LocalServer.UNPRIVILEGED_USER),
                        local.folder().toString()));
            }
            local.serve(command(local, data, temporary, ports, index));
            return new Server(
                    TestDatabase.Kind.MARIADB,
                    new Server.Address("jdbc:mariadb://127.0.0.1:" + local.port() + "/", "mysql", "?sslMode=disable"),
                    "root",
                    null);
        });
        return new Cluster.Node(started[0], server);
    }

    private static List<String> command(LocalServer local, Path data, Path temporary, List<Integer> ports, int index)
            throws IOException {
        String address = "127.0.0.1:" + ports.get(index);
        String all = ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(
                List.of(SERVER.toString(), "--no-defaults", "--datadir=" + data, "--tmpdir=" + temporary));
        if (local.isRoot()) {
            command.add("--user=" + LocalServer.UNPRIVILEGED_USER);
        }
        command.addAll(DATA_OPTIONS);
        if (index == 0) {
            command.add("--wsrep-new-cluster");
        }
        return MysqlOptions.with(
                MysqlOptions.serving(local, command),
                "--skip-ssl",
                "--character-set-server=utf8mb4",
                "--binlog-format=ROW",
                "--innodb-autoinc-lock-mode=2",
                "--wsrep-on=ON",
                "--wsrep-provider=" + PROVIDER,
                "--wsrep-cluster-name=trellis",
                "--wsrep-cluster-address=gcomm://" + all,
                "--wsrep-node-name=node" + index,
                "--wsrep-node-address=" + address,
                "--wsrep-sst-method=rsync",
                "--wsrep-sst-receive-address=127.0.0.1:" + Cluster.freePort(),
                "--wsrep-provider-options=base_port=" + ports.get(index) + ";gmcast.listen_addr=tcp://" + address
                        + ";ist.recv_addr=127.0.0.1:" + Cluster.freePort() + ";gcache.size=16M");
    }
}
