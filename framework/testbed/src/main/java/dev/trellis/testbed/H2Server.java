package dev.trellis.testbed;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.h2.Driver;

/** Starts an H2 server with databases in memory, for tests with several processes. */
final class H2Server {
    private H2Server() {}

    static Server start() {
        return LocalServer.start("h2", "KILL", server -> {
            server.serve(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-cp",
                    jar().toString(),
                    "org.h2.tools.Server",
                    "-tcp",
                    "-tcpPort",
                    Integer.toString(server.port()),
                    "-ifNotExists"));
            return new Server(
                    TestDatabase.Kind.H2,
                    new Server.Address(
                            "jdbc:h2:tcp://127.0.0.1:" + server.port() + "/mem:",
                            "first",
                            ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE"),
                    "sa",
                    null);
        });
    }

    private static Path jar() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
