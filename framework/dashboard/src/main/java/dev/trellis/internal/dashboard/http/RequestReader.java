package dev.trellis.internal.dashboard.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the query, the form and the cookies of a request. */
final class RequestReader {
    /** The forms of the dashboard have a few hundred bytes. */
    private static final int LONGEST_BODY = 8 * 1024;

    private RequestReader() {}

    /** Returns the request; null if its body is too long. */
    static @Nullable Request read(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        Map<String, String> parameters = values(exchange.getRequestURI().getRawQuery());
        if (method.equals("POST")) {
            try (InputStream stream = exchange.getRequestBody()) {
                byte[] body = stream.readNBytes(LONGEST_BODY + 1);
                if (body.length > LONGEST_BODY) {
                    return null;
                }
                // The parameters of a POST come from its form only.
                parameters = values(new String(body, StandardCharsets.UTF_8));
            }
        }
        boolean isPrefetch = exchange.getRequestHeaders().containsKey("Sec-Purpose")
                || exchange.getRequestHeaders().containsKey("Purpose");
        return new Request(
                method.equals("HEAD") ? "GET" : method,
                exchange.getRequestURI().getRawPath(),
                parameters,
                cookies(exchange.getRequestHeaders().getOrDefault("Cookie", List.of())),
                method.equals("HEAD") || isPrefetch);
    }

    private static Map<String, String> values(@Nullable String encoded) {
        Map<String, String> values = new HashMap<>();
        if (encoded != null) {
            for (String pair : encoded.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // No page writes such a text, so no value of a page is equal to it.
            return text;
        }
    }

    private static Map<String, String> cookies(List<String> headers) {
        Map<String, String> cookies = new HashMap<>();
        for (String header : headers) {
            for (String pair : header.split(";")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    cookies.putIfAbsent(
                            pair.substring(0, equals).strip(),
                            pair.substring(equals + 1).strip());
                }
            }
        }
        return cookies;
    }
}
