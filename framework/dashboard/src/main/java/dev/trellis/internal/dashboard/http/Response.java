package dev.trellis.internal.dashboard.http;

import java.util.HashMap;
import java.util.Map;

/**
 * A response.
 *
 * @param status the status code of HTTP
 * @param type the media type of the body
 * @param body the text of the body
 * @param headers further headers by name
 */
public record Response(int status, String type, String body, Map<String, String> headers) {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    public Response {
        headers = Map.copyOf(headers);
    }

    /** Returns a page. */
    public static Response page(int status, String html) {
        return new Response(status, HTML, html, Map.of());
    }

    /** Returns a sentence in place of a page. */
    public static Response text(int status, String text) {
        return new Response(status, TEXT, text + "\n", Map.of());
    }

    /** Returns a file, whose extension determines its type. */
    public static Response file(String name, String text) {
        String type = name.endsWith(".html")
                ? HTML
                : (name.endsWith(".css") ? "text/css" : "text/javascript") + "; charset=utf-8";
        return new Response(200, type, text, Map.of());
    }

    /** Returns a redirect to a path of this server, which the browser requests with GET. */
    public static Response redirect(String path) {
        return text(303, "See " + path).with("Location", path);
    }

    /** Returns the response with a header added. */
    public Response with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Response(status, type, body, more);
    }
}
