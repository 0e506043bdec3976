package dev.trellis.fleet;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the server in a JDBC URL. */
final class ServerKey {
    private static final Pattern HOSTS = Pattern.compile("(?i)jdbc:[^/?;]*//([^/?;]+).*");

    private ServerKey() {}

    /** Returns the hosts and ports of a URL; the whole URL of a file, which has no server. */
    static String of(String url) {
        Matcher matcher = HOSTS.matcher(url);
        if (!matcher.matches()) {
            return url;
        }
        String hosts = matcher.group(1);
        return hosts.substring(hosts.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
