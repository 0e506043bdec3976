package dev.trellis.internal.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server that only programs on the same machine can reach. */
public final class LocalServer implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int THREADS = 8;
    private static final int WAITING = 64;
    private static final int CONNECTIONS = 64;

    static {
        // The JDK's server has only properties for these limits. A client that sends or reads too slowly loses its
        // connection.
        setDefault("sun.net.httpserver.maxReqTime", "10");
        setDefault("sun.net.httpserver.maxRspTime", "300");
        setDefault("sun.net.httpserver.nodelay", "true");
    }

    /** Computes the responses. */
    public interface Handler {
        /** Returns the response to a request that has passed the guard. */
        Response handle(Request request);
    }

    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    private LocalServer(HttpServer server) {
        this.server = server;
        AtomicInteger number = new AtomicInteger();
        // If all threads are busy and the queue is full, the thread that accepts connections handles the request
        // itself.
        // Meanwhile it accepts no further connections.
        this.threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> {
                    Thread thread = new Thread(task, "trellis-serve-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /**
     * Takes a port, without answering requests yet.
     *
     * @param port 0 for a free port
     * @throws IOException if the port cannot be used
     */
    public static LocalServer bind(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
        return new LocalServer(HttpServer.create(address, CONNECTIONS));
    }

    /** Returns the port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Begins to answer requests. */
    public void start(Handler handler) {
        RequestGuard guard = new RequestGuard(port());
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                send(exchange, response(exchange, guard, handler));
            }
        });
        server.start();
    }

    private static Response response(HttpExchange exchange, RequestGuard guard, Handler handler) throws IOException {
        Response refusal = guard.refusal(exchange);
        if (refusal != null) {
            return refusal.with("Connection", "close");
        }
        Request request = RequestReader.read(exchange);
        return request == null
                ? Response.text(413, "The form is too long.").with("Connection", "close")
                : handler.handle(request);
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        SecurityHeaders.add(exchange.getResponseHeaders());
        exchange.getResponseHeaders().set("Content-Type", response.type());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
