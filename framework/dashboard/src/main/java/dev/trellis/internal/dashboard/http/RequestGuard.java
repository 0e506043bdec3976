package dev.trellis.internal.dashboard.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses requests that no page of this server sends. */
final class RequestGuard {
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9_-]+/)*(?:[A-Za-z0-9_-]+(?:\\.[a-z]+)?)?");
    private static final int LONGEST_QUERY = 2048;
    private static final int DEFAULT_PORT = 80;

    private final Set<String> hosts;

    /** Creates a guard of the server with a port. */
    RequestGuard(int port) {
        hosts = port == DEFAULT_PORT
                ? Set.of("127.0.0.1:80", "localhost:80", "[::1]:80", "127.0.0.1", "localhost", "[::1]")
                : Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    /** Returns the response that refuses a request; null if the request is accepted. */
    @Nullable
    Response refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = single(headers, "Host");
        if (host == null || !hosts.contains(host)) {
            return Response.text(
                    403, "This server answers only requests to 127.0.0.1, localhost and [::1] at its own port.");
        }
        String method = exchange.getRequestMethod();
        if (!List.of("GET", "HEAD", "POST").contains(method)) {
            return Response.text(405, "This server has only pages and forms.").with("Allow", "GET, HEAD, POST");
        }
        if (exchange.getRequestURI().getRawAuthority() != null
                || exchange.getRequestURI().isOpaque()) {
            return Response.text(400, "This server is no proxy.");
        }
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null && query.length() > LONGEST_QUERY) {
            return Response.text(414, "The query is too long.");
        }
        if (!PATH.matcher(String.valueOf(exchange.getRequestURI().getRawPath())).matches()) {
            return Response.text(404, "There is no such page.");
        }
        return method.equals("POST") ? refusedForm(headers, host) : refusedEmbedding(headers);
    }

    /** Refuses a form of another site. Every browser states the origin of a form in at least one of two headers. */
    private static @Nullable Response refusedForm(Headers headers, String host) {
        String origin = single(headers, "Origin");
        String site = single(headers, "Sec-Fetch-Site");
        boolean isOwn = (origin != null || site != null)
                && (origin == null || origin.equals("http://" + host))
                && (site == null || site.equals("same-origin"))
                && count(headers, "Origin") <= 1
                && count(headers, "Sec-Fetch-Site") <= 1;
        if (!isOwn) {
            return Response.text(403, "A form has to be sent from a page of this server.");
        }
        String type = single(headers, "Content-Type");
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/x-www-form-urlencoded")
                ? null
                : Response.text(415, "A form has to be sent as application/x-www-form-urlencoded.");
    }

    /** Refuses a page of another site that embeds a page of this server; a link to this server is accepted. */
    private static @Nullable Response refusedEmbedding(Headers headers) {
        String site = single(headers, "Sec-Fetch-Site");
        String mode = single(headers, "Sec-Fetch-Mode");
        boolean isOther = site != null && !site.equals("same-origin") && !site.equals("none");
        return isOther && (mode == null || !mode.equals("navigate"))
                ? Response.text(403, "A page of another site may only link to this server.")
                : null;
    }

    private static int count(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? 0 : values.size();
    }

    private static @Nullable String single(Headers headers, String name) {
        return count(headers, name) == 1 ? headers.getFirst(name) : null;
    }
}
