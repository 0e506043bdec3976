package dev.trellis.fleet;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills the placeholders {@code {name}} of a URL or a schema with the values of a target. A value in a URL may contain only
 * characters that cannot begin another part of the URL or leave a folder.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern SAFE = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

    private final String id;
    private final Map<String, String> values;

    Placeholders(String id, Map<String, String> values) {
        this.id = id;
        this.values = values;
    }

    static boolean areIn(String text) {
        return PLACEHOLDER.matcher(text).find();
    }

    /**
     * Fills a URL.
     *
     * @throws FleetException {@code illegal_identifier} if a value could change another part of the URL
     */
    String url(String template) {
        return fill(template, true);
    }

    /** Fills the name of a schema, which is quoted where it is used. */
    String name(String template) {
        return fill(template, false);
    }

    private String fill(String template, boolean mustBeSafe) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String value = values.get(name);
            if (value == null) {
                throw FleetException.unknownPlaceholder(id, name, values.keySet());
            }
            if (mustBeSafe && (!SAFE.matcher(value).matches() || value.contains(".."))) {
                throw FleetException.badPlaceholder(id, name, value);
            }
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(filled).toString();
    }
}
