package dev.trellis.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps passwords out of whatever is printed, messages of drivers included. */
public final class Secrets {
    private static final String HIDDEN = "***";
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&;](?:password|pwd|passwd|secret|sslpassword|trustStorePassword|keyStorePassword)=)([^&;]*)");
    /** {@code //user:password@host}, and Oracle's {@code :user/password@host}. */
    private static final Pattern CREDENTIALS = Pattern.compile("(//[^/?#:@]*:|:[^/:@?]+/)([^/?#@]*)(@)");

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = List.copyOf(values);
    }

    /** The secrets of a URL and a password. */
    public static Secrets of(String url, @Nullable String password) {
        List<String> values = new ArrayList<>();
        if (password != null && !password.isEmpty()) {
            values.add(password);
        }
        collect(PARAMETER.matcher(url), values);
        collect(CREDENTIALS.matcher(url), values);
        return new Secrets(values);
    }

    /** These and more. */
    public Secrets and(List<String> more) {
        List<String> all = new ArrayList<>(values);
        all.addAll(more);
        return new Secrets(all);
    }

    private static void collect(Matcher matcher, List<String> values) {
        while (matcher.find()) {
            if (!matcher.group(2).isEmpty()) {
                values.add(matcher.group(2));
            }
        }
    }

    /** A URL with its passwords hidden. */
    public static String url(String url) {
        String hidden = PARAMETER.matcher(url).replaceAll("$1" + HIDDEN);
        return CREDENTIALS.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
    }

    /** The text with every secret hidden. */
    public String hide(String text) {
        String hidden = url(text);
        for (String value : values) {
            hidden = value.length() < 4 ? hidden : hidden.replace(value, HIDDEN);
        }
        return hidden;
    }
}
