package dev.trellis.testbed;

import java.util.ArrayList;
import java.util.List;

/** The command-line options that MariaDB and MySQL have in common. */
final class MysqlOptions {
    private MysqlOptions() {}

    /** Adds the option without which both servers refuse to run as root. */
    static List<String> command(LocalServer server, List<String> command) {
        return server.isRoot() ? with(command, "--user=root") : command;
    }

    /** Adds the port and the files of a server, and switches off the resolution of host names. */
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

    /** Returns a command with further options. */
    static List<String> with(List<String> command, String... options) {
        List<String> extended = new ArrayList<>(command);
        extended.addAll(List.of(options));
        return extended;
    }
}
