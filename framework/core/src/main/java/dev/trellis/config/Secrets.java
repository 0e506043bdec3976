package dev.trellis.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keeps passwords out of whatever is printed, messages of drivers included. */
public final class Secrets {
    private static final String HIDDEN = "***";
    /** Shorter ones would take words apart; where a URL says them they are hidden by their place. */
    private static final int SHORTEST = 4;

    /** A parameter whose name says what it is: {@code password}, {@code sslPassword}, {@code accessToken}. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&;][\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|credential)[\\w.-]*=)([^&;\\s]*)");
    /** {@code //user:password@host}, whose password may hold any of these signs, and Oracle's {@code :user/password@host}. */
    private static final Pattern CREDENTIALS = Pattern.compile("(//[^/?#:@\\s]*:|:[^/:@?\\s]+/)([^?;\\s]*)(@)");

    private final List<String> values;

    private Secrets(Collection<String> values) {
        List<String> longestFirst = new ArrayList<>();
        for (String value : values) {
            if (value.length() >= SHORTEST) {
                longestFirst.add(value);
            }
        }
        longestFirst.sort((a, b) -> b.length() - a.length());
        this.values = longestFirst;
    }

    /** The secrets of a URL and a password. */
    public static Secrets of(String url, @Nullable String password) {
        Set<String> values = new LinkedHashSet<>();
        if (password != null) {
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

    /** What stands there, and what a driver makes of it. */
    private static void collect(Matcher matcher, Set<String> values) {
        while (matcher.find()) {
            String value = matcher.group(2);
            values.add(value);
            try {
                values.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // It is not percent-encoded, so no driver decodes it either.
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
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return url(hidden);
    }
}
