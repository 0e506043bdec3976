package dev.trellis.poser.walk;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether two outputs say the same: new identifiers may be others, as long as one stands for the same other throughout,
 * and times count for nothing.
 */
final class Likeness {
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])");

    private final Map<String, String> now = new HashMap<>();

    /** A text of the page with the identifiers that stand for its own in this run. */
    String asNow(String text) {
        return ID.matcher(text).replaceAll(found -> now.getOrDefault(found.group(), found.group()));
    }

    boolean same(String page, String printed) {
        Matcher one = ID.matcher(page);
        Matcher other = ID.matcher(printed);
        Map<String, String> more = new HashMap<>();
        while (one.find() && other.find()) {
            more.putIfAbsent(one.group(), other.group());
        }
        more.keySet().removeAll(now.keySet());
        Map<String, String> before = new HashMap<>(now);
        now.putAll(more);
        boolean same = timeless(asNow(page)).equals(timeless(printed));
        if (!same) {
            now.clear();
            now.putAll(before);
        }
        return same;
    }

    private static String timeless(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
                .replaceAll("\\b\\d+ ms\\b", "<n> ms");
    }
}
