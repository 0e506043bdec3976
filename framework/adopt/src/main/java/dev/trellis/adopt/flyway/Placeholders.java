package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.SourceContext;
import dev.trellis.config.Configuration.DatabaseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces placeholders such as {@code ${name}} by their values. Names are not case-sensitive. The default placeholders that
 * differ from run to run ({@code flyway:timestamp}, {@code flyway:workingDirectory}) have no value: they stay in the
 * text and are reported as missing.
 */
final class Placeholders {
    private static final Pattern DATABASE_OF_URL = Pattern.compile("^jdbc:[a-z0-9]+:(?://[^/]*/)?(?:[a-z]+:)?([^?;]*)");

    private final Map<String, String> values = new TreeMap<>();
    private final String prefix;
    private final String suffix;
    private final String separator;
    private final boolean isActive;

    Placeholders(FlywaySettings settings, SourceContext context) {
        prefix = settings.text("placeholderPrefix", "${");
        suffix = settings.text("placeholderSuffix", "}");
        separator = settings.text("placeholderSeparator", ":");
        isActive = settings.flag("placeholderReplacement", true);
        DatabaseSettings database = context.database();
        put("table", settings.get("table", SchemaHistory.TABLE));
        put("environment", settings.get("environment", "default"));
        put("user", database.user());
        put("database", databaseName(database.url()));
        put("defaultSchema", defaultSchema(settings, context));
        settings.placeholders().forEach((name, value) -> values.put(name.toLowerCase(Locale.ROOT), value));
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            values.put(("flyway" + separator + name).toLowerCase(Locale.ROOT), value);
        }
    }

    private static @Nullable String databaseName(String url) {
        Matcher matcher = DATABASE_OF_URL.matcher(url);
        return matcher.find() && !matcher.group(1).isEmpty() ? matcher.group(1) : null;
    }

    private static @Nullable String defaultSchema(FlywaySettings settings, SourceContext context) {
        String schema = settings.defaultSchema();
        String configured = schema == null ? context.database().schema() : schema;
        if (configured != null) {
            return configured;
        }
        return switch (context.dialect().name()) {
            case "postgresql" -> "public";
            case "sqlite" -> "main";
            case "mariadb", "mysql" -> databaseName(context.database().url());
            default -> null;
        };
    }

    /**
     * A text after the replacement.
     *
     * @param text the text; a placeholder without a value is still in it
     * @param used the names of the replaced placeholders, sorted
     * @param missing the placeholders without a value
     */
    record Replaced(String text, List<String> used, List<Missing> missing) {}

    /**
     * A placeholder without a value.
     *
     * @param name the name
     * @param line the line, counted from 1
     */
    record Missing(String name, int line) {}

    /**
     * Replaces the placeholders of a script.
     *
     * @param fileName the name of its file
     * @param override whether placeholders are replaced, as the script's own configuration states; null if it does not
     */
    Replaced replace(String text, String fileName, @Nullable Boolean override) {
        if (!(override == null ? isActive : override) || prefix.isEmpty() || suffix.isEmpty()) {
            return new Replaced(text, List.of(), List.of());
        }
        String ofFile = ("flyway" + separator + "filename").toLowerCase(Locale.ROOT);
        StringBuilder result = new StringBuilder();
        TreeSet<String> used = new TreeSet<>();
        List<Missing> missing = new ArrayList<>();
        int position = 0;
        int line = 1;
        while (true) {
            int start = text.indexOf(prefix, position);
            int end = start < 0 ? -1 : text.indexOf(suffix, start + prefix.length());
            if (end < 0) {
                return new Replaced(
                        result.append(text, position, text.length()).toString(), List.copyOf(used), missing);
            }
            line += count(text, position, start);
            result.append(text, position, start);
            String name = text.substring(start + prefix.length(), end);
            String key = name.toLowerCase(Locale.ROOT);
            String value = key.equals(ofFile) ? fileName : values.get(key);
            if (value == null) {
                missing.add(new Missing(name, line));
            } else {
                used.add(name);
            }
            position = end + suffix.length();
            result.append(value == null ? text.substring(start, position) : value);
            line += count(text, start, position);
        }
    }

    private static int count(String text, int start, int end) {
        int lines = 0;
        for (int i = start; i < end; i++) {
            lines += text.charAt(i) == '\n' ? 1 : 0;
        }
        return lines;
    }
}
