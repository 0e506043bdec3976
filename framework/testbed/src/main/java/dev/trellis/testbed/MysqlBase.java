package dev.trellis.testbed;

import java.util.ArrayList;
import java.util.List;

/** What the servers of MariaDB and MySQL are told alike. */
final class MysqlBase {
    private MysqlBase() {}

    /** The command, for whichever user this JVM is: both run as root only when they are told to. */
    static List<String> command(LocalServer server, List<String> command) {
        return server.root() ? with(command, "--user=root") : command;
    }

    /** The command of a server that serves from its folder, on its port, and asks nobody for names. */
    static List<String> serving(LocalServer server, List<String> command) {
        return with(
                command,
                "--bind-address=127.0.0.1",
                "--port=" + server.port(),
                "--socket=" + server.folder().resolve("socket"),
                "--pid-file=" + server.folder().resolve("pid"),
                "--max-connections=200",
                "--skip-name-resolve");
    }

    /** A command with further options. */
    static List<String> with(List<String> command, String... options) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(options));
        return whole;
    }
}
