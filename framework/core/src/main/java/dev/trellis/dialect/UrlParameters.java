package dev.trellis.dialect;

/** The parameters after the question mark of a JDBC URL. */
public final class UrlParameters {
    private UrlParameters() {}

    /**
     * Returns a URL with a parameter added, unless the user has set it.
     *
     * @param key the parameter's name with the equals sign, {@code busy_timeout=}
     */
    public static String addIfMissing(String url, String key, String value) {
        return url.contains(key) ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + key + value;
    }
}
