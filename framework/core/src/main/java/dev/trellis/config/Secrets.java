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

/** Hides passwords in all output, including the messages of drivers. */
public final class Secrets {
    private static final String HIDDEN = "***";
    /** Shorter secrets are hidden only at their place in a URL; elsewhere they would match parts of ordinary words. */
    private static final int MIN_LENGTH = 4;

    /** A URL parameter whose name marks a secret: {@code password}, {@code sslPassword}, {@code accessToken}. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&;][\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|credential)[\\w.-]*=)([^&;\\s]*)");
    /** {@code //user:password@host}, whose password may contain any of these characters, and Oracle's {@code :user/password@host}. */
    private static final Pattern CREDENTIALS = Pattern.compile("(//[^/?#:@\\s]*:|:[^/:@?\\s]+/)([^?;\\s]*)(@)");

    private final List<String> values;

    private Secrets(Collection<String> values) {
        List<String> longestFirst = new ArrayList<>();
        for (String value : values) {
            if (value.length() >= MIN_LENGTH) {
                longestFirst.add(value);
            }
        }
        longestFirst.sort((a, b) -> b.length() - a.length());
        this.values = longestFirst;
    }

    /** Returns the secrets of a URL and a password. */
    public static Secrets of(String url, @Nullable String password) {
        Set<String> values = new LinkedHashSet<>();
        if (password != null) {
            values.add(password);
        }
        collect(PARAMETER.matcher(url), values);
        collect(CREDENTIALS.matcher(url), values);
        return new Secrets(values);
    }

    /** Returns these secrets together with others. */
    public Secrets and(List<String> others) {
        List<String> all = new ArrayList<>(values);
        all.addAll(others);
        return new Secrets(all);
    }

    /** Adds the matched values as written and percent-decoded, because drivers print either. */
    private static void collect(Matcher matcher, Set<String> values) {
        while (matcher.find()) {
            String value = matcher.group(2);
            values.add(value);
            try {
                values.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // The value is not percent-encoded, so drivers do not decode it either.
            }
        }
    }

    /** Returns a URL with its passwords hidden. */
    public static String url(String url) {
        String hidden = PARAMETER.matcher(url).replaceAll("$1" + HIDDEN);
        return CREDENTIALS.matcher(hidden).replaceAll("$1" + HIDDEN + "$3");
    }

    /** Returns the text with every secret hidden. */
    public String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        return url(hidden);
    }
}
