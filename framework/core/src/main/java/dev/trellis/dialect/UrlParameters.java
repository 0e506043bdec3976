package dev.trellis.dialect;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The parameters after the question mark of a JDBC URL. */
public final class UrlParameters {
    private UrlParameters() {}

    /** Returns the decoded value of a parameter; empty if the URL does not have it. */
    public static Optional<String> value(String url, String key) {
        String parameters = url.substring(url.indexOf('?') + 1);
        return url.indexOf('?') < 0
                ? Optional.empty()
                : Stream.of(parameters.split("&", -1))
                        .filter(parameter -> parameter.startsWith(key + "="))
                        .map(parameter ->
                                URLDecoder.decode(parameter.substring(key.length() + 1), StandardCharsets.UTF_8))
                        .findFirst();
    }

    /**
     * Returns a URL with a parameter added, unless the user has set it.
     *
     * @param key the parameter's name with the equals sign, {@code busy_timeout=}
     */
    public static String addIfMissing(String url, String key, String value) {
        return url.contains(key) ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + key + value;
    }
}
