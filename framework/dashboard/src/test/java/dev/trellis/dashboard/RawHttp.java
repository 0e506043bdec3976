package dev.trellis.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends requests as text, so that a test can send any header, and reads the responses. */
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final int port;
    private @Nullable String cookie;

    RawHttp(Dashboard dashboard) {
        this.port = dashboard.address().getPort();
    }

    /** A response; the names of its headers are in lower case. */
    record Reply(int status, Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }
    }

    String host() {
        return "127.0.0.1:" + port;
    }

    Reply get(String path) {
        return send("GET", path, List.of("Host: " + host()), "");
    }

    Reply get(URI address) {
        return get(address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()));
    }

    /** Sends a form as a browser does. */
    Reply post(String path, String form) {
        return send(
                "POST",
                path,
                List.of(
                        "Host: " + host(),
                        "Origin: http://" + host(),
                        "Sec-Fetch-Site: same-origin",
                        "Content-Type: application/x-www-form-urlencoded"),
                form);
    }

    /** Keeps the cookie that a reply sets, like a browser. */
    RawHttp keepCookie(Reply reply) {
        cookie = reply.header("Set-Cookie").split(";", 2)[0];
        return this;
    }

    Reply send(String method, String target, List<String> headers, String body) {
        StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        if (cookie != null) {
            request.append("Cookie: other=1; ").append(cookie).append("\r\n");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 || method.equals("POST")) {
            request.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        request.append("Connection: close\r\n\r\n").append(body);
        return exchange(request.toString());
    }

    /** Sends bytes and reads until the server closes the connection. */
    Reply exchange(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(request.lines().findFirst().orElse(""), e);
        }
    }

    private static Reply reply(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        List<String> lines = parts[0].lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Reply(Integer.parseInt(lines.get(0).split(" ")[1]), headers, parts.length < 2 ? "" : parts[1]);
    }
}
