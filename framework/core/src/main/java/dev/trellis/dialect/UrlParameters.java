package dev.trellis.dialect;

/** Parameters behind the question mark of a JDBC URL. */
public final class UrlParameters {
    private UrlParameters() {}

    /**
     * The URL with a parameter that the user has not set.
     *
     * @param key the parameter's name with the equals sign
     */
    public static String addIfMissing(String url, String key, String value) {
        return url.contains(key) ? url : url + (url.indexOf('?') < 0 ? "?" : "&") + key + value;
    }
}
