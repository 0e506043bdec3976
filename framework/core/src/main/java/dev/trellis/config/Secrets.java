package dev.trellis.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
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

    /** The punctuation and the white space that end a URL in a message. */
    private static final String END_OF_URL = "[:,.'\")\\]]*(?:\\s|$)";

    /** The name of a URL parameter with a secret: {@code sslPassword}, {@code accessToken}, an encryption {@code key}. */
    private static final String NAME =
            "(?:[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|credential)[\\w.-]*|(?:hex)?key|pass)\\s*=\\s*)";

    /**
     * The parameters of a URL. A value in braces ends at the brace; after {@code ?} and {@code &} it ends at {@code &}, after
     * {@code ;} at the next semicolon that no backslash precedes, and in parentheses at a comma or the closing parenthesis.
     */
    private static final List<Pattern> PARAMETERS = List.of(
            Pattern.compile("(?i)([?&]" + NAME + "(\\{[^}]*}|[^&]*)"),
            Pattern.compile("(?i)(;\\s*" + NAME + "(\\{[^}]*}|(?:\\\\.|[^;\\\\])*)"),
            Pattern.compile("(?i)([(,]\\s*" + NAME + "((?:\\([^()]*\\)|[^(),])*)"));

    /**
     * A parameter in a message that does not contain the whole URL; punctuation before a space does not belong to the
     * parameter.
     */
    private static final Pattern QUOTED_PARAMETER = Pattern.compile(
            "(?i)([?&;](?:[\\w.-]*(?:password|passwd|passphrase|pwd|secret|token|credential)[\\w.-]*|pass)=)([^&;\\s]*?)(?="
                    + END_OF_URL + "|[&;])");
    /** A URL in a message, without the punctuation that follows it. */
    private static final Pattern QUOTED_URL = Pattern.compile("(?i)jdbc:\\S*?(?=" + END_OF_URL + ")");

    /**
     * {@code //user:password@host}, whose password may contain {@code /}, {@code :} and {@code @}, and Oracle's
     * {@code :user/password@host}.
     */
    private static final Pattern CREDENTIALS = Pattern.compile("(//[^/?#:@\\s]*:|:[^/:@?\\s]+/)([^?;\\s]*)(@)");
    /**
     * {@code jdbc:name:user:password@host} and {@code jdbc:name:/user:password@host}: a mistyped URL, which drivers quote in
     * their messages. A path such as {@code C:/folder} is no password.
     */
    private static final Pattern CREDENTIALS_WITHOUT_SLASHES =
            Pattern.compile("(?i)(jdbc:(?!oracle:)(?:[\\w+.-]+:)+/?[^/?#:@\\s]*:)([^/\\\\?;\\s][^?;\\s]*)(@)");
    /** The credentials of one host in a list: {@code a:b@host1,c:d@host2}. */
    private static final Pattern OF_ONE_HOST = Pattern.compile("(?:^|,)(?:[^,:@]*:)?([^,@]+)(?=@)");

    private final List<String> values;

    private Secrets(Collection<String> values) {
        List<String> longestFirst = new ArrayList<>();
        for (String value : values) {
            if (value.length() >= MIN_LENGTH) {
                longestFirst.addAll(forms(value));
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
        String plain = withPlainNames(url);
        PARAMETERS.forEach(pattern -> collect(pattern.matcher(plain), 2, values));
        Matcher credentials = credentials(plain);
        while (credentials.find()) {
            add(credentials.group(2), values);
            if (credentials.group(2).contains("@")) {
                collect(OF_ONE_HOST.matcher(credentials.group(2) + "@"), 1, values);
            }
        }
        return new Secrets(values);
    }

    /** Returns these secrets and the given ones. */
    public Secrets and(List<String> others) {
        List<String> all = new ArrayList<>(values);
        all.addAll(others);
        return new Secrets(all);
    }

    private static void collect(Matcher matcher, int group, Set<String> values) {
        while (matcher.find()) {
            add(matcher.group(group), values);
        }
    }

    /**
     * Adds a value as written, without braces, quotes and backslashes, without the fragment of the URL, and percent-decoded,
     * because drivers print each of these forms. H2 separates the password of the file from that of the user by a space.
     */
    private static void add(String value, Set<String> values) {
        values.add(value);
        values.add(value.replaceAll("^\\{(.*)}$", "$1").replace("\\;", ";"));
        values.add(value.replaceAll("^(['\"])(.*)\\1$", "$2"));
        values.add(value.replaceFirst("#.*", ""));
        values.addAll(List.of(value.strip().split("\\s+")));
        try {
            values.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            // Some drivers leave a plus sign as it is.
            values.add(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // The value is not percent-encoded, so drivers do not decode it either.
        }
    }

    /** Returns the forms in which a message can contain a value: in a literal of SQL, in JSON, and in a URL. */
    private static Set<String> forms(String value) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        String escaped = value.replace("\\", "\\\\");
        return new LinkedHashSet<>(List.of(
                value,
                value.replace("'", "''"),
                escaped,
                escaped.replace("'", "\\'"),
                escaped.replace("\"", "\\\""),
                escaped.replace("'", "\\'").replace("\"", "\\\""),
                encoded,
                encoded.replace("+", "%20")));
    }

    /** Returns a URL with its passwords hidden. */
    public static String url(String url) {
        String hidden = withPlainNames(url);
        for (Pattern parameter : PARAMETERS) {
            hidden = parameter.matcher(hidden).replaceAll("$1" + HIDDEN);
        }
        return withoutCredentials(hidden);
    }

    /** Decodes the names of parameters, as drivers do: {@code pass%77ord=x} is a password. */
    private static String withPlainNames(String url) {
        if (url.indexOf('%') < 0) {
            return url;
        }
        // Compiled here, because every start hides the passwords of a URL, and few contain a percent sign.
        Pattern encodedName = Pattern.compile("(?<=[?&;])[\\w.-]*%[\\w.%-]*(?==)");
        return encodedName.matcher(url).replaceAll(name -> {
            try {
                return Matcher.quoteReplacement(URLDecoder.decode(name.group(), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                // The name is not percent-encoded, so no driver decodes it.
                return Matcher.quoteReplacement(name.group());
            }
        });
    }

    private static String withoutCredentials(String text) {
        return credentials(text).replaceAll("$1" + HIDDEN + "$3");
    }

    private static Matcher credentials(String text) {
        Matcher mistyped = CREDENTIALS_WITHOUT_SLASHES.matcher(text);
        return mistyped.find() ? mistyped.reset() : CREDENTIALS.matcher(text);
    }

    /** Returns the text with every secret hidden. */
    public String hide(String text) {
        String hidden = text;
        for (String value : values) {
            hidden = hidden.replace(value, HIDDEN);
        }
        hidden = QUOTED_URL.matcher(hidden).replaceAll(url -> Matcher.quoteReplacement(url(url.group())));
        return withoutCredentials(QUOTED_PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN));
    }
}
