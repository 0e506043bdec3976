package dev.trellis.internal.dashboard.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the guard.
 *
 * @param method {@code GET} (also for {@code HEAD}) or {@code POST}
 * @param path the path, which contains no percent sign and no {@code ..}
 * @param parameters the values of the query or the form by name
 * @param cookies the values of the cookies by name
 * @param isSpeculative whether no one has asked for the page yet: {@code HEAD}, or a browser that loads links in advance
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, String> cookies,
        boolean isSpeculative) {
    public Request {
        parameters = Map.copyOf(parameters);
        cookies = Map.copyOf(cookies);
    }

    /** Returns the value of a parameter; null if the request has none of this name. */
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }
}
