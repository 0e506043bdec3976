package dev.trellis.spring.boot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Answers the probes of an orchestrator while a migration runs, because Boot opens the port of the application only
 * afterwards. The server answers that the application is alive but not ready. Without this server, a long migration looks
 * like an application that does not react, and the orchestrator kills the process.
 */
final class ProbeServer {
    private static final Log LOG = LogFactory.getLog(ProbeServer.class);
    private static final int HTTP_OK = 200;
    private static final int HTTP_UNAVAILABLE = 503;
    private static final int DEFAULT_PORT = 8080;

    private final @Nullable HttpServer server;

    private ProbeServer(@Nullable HttpServer server) {
        this.server = server;
    }

    /**
     * Opens the port of the management endpoints, or the port of the application if the management endpoints use the same
     * port.
     *
     * @return the server; it does nothing if the port is not known, uses TLS or cannot be opened, and the log states the
     *     reason
     */
    static ProbeServer open(Environment environment) {
        String prefix = environment.containsProperty("management.server.port") ? "management.server" : "server";
        int port = environment.getProperty(prefix + ".port", Integer.class, DEFAULT_PORT);
        boolean isSecure = environment.containsProperty(prefix + ".ssl.bundle")
                || environment.containsProperty(prefix + ".ssl.key-store")
                || environment.containsProperty(prefix + ".ssl.certificate");
        if (port <= 0 || isSecure) {
            LOG.warn("probes are not answered during the migration: "
                    + (isSecure ? prefix + ".ssl is set" : prefix + ".port is " + port));
            return new ProbeServer(null);
        }
        String address = environment.getProperty(prefix + ".address");
        try {
            HttpServer server = HttpServer.create(
                    address == null ? new InetSocketAddress(port) : new InetSocketAddress(address, port), 0);
            server.createContext("/", ProbeServer::answer);
            server.start();
            return new ProbeServer(server);
        } catch (IOException e) {
            LOG.warn("probes are not answered during the migration: port " + port + ": " + e.getMessage());
            return new ProbeServer(null);
        }
    }

    /**
     * Answers one request: liveness is up, everything else is unavailable, so that no load balancer sends requests to the
     * application.
     */
    private static void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean isLiveness = path.endsWith("/liveness") || path.endsWith("/livez");
        byte[] body = (isLiveness ? "{\"status\":\"UP\"}" : "{\"status\":\"OUT_OF_SERVICE\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(isLiveness ? HTTP_OK : HTTP_UNAVAILABLE, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Frees the port for the application. */
    void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
