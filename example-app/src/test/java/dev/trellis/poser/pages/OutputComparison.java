package dev.trellis.poser.pages;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the output of a page with the current output. Times are ignored. A new identifier may differ, but it must be
 * replaced by the same identifier everywhere on the page.
 */
final class OutputComparison {
    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])");

    private final Map<String, String> currentIds = new HashMap<>();

    /** Replaces the identifiers of the page by those of this run. */
    String withCurrentIds(String text) {
        return ID.matcher(text).replaceAll(id -> currentIds.getOrDefault(id.group(), id.group()));
    }

    boolean matches(String page, String actual) {
        Matcher pageIds = ID.matcher(page);
        Matcher actualIds = ID.matcher(actual);
        Map<String, String> added = new HashMap<>();
        while (pageIds.find() && actualIds.find()) {
            added.putIfAbsent(pageIds.group(), actualIds.group());
        }
        added.keySet().removeAll(currentIds.keySet());
        Map<String, String> before = new HashMap<>(currentIds);
        currentIds.putAll(added);
        boolean matches = withoutTimes(withCurrentIds(page)).equals(withoutTimes(actual));
        if (!matches) {
            currentIds.clear();
            currentIds.putAll(before);
        }
        return matches;
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
                .replaceAll("\\b\\d+ ms\\b", "<n> ms");
    }
}
