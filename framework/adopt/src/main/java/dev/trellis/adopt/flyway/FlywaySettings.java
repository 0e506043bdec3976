package dev.trellis.adopt.flyway;

import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.Location;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The settings of a Flyway project by their names in {@code flyway.conf} without the prefix {@code flyway.}. */
final class FlywaySettings {
    private static final String PLACEHOLDERS = "placeholders.";

    private final Map<String, String> values;
    private final String origin;

    /**
     * Creates settings.
     *
     * @param values the settings; lists are separated by commas
     * @param origin the file of the settings, for messages
     */
    FlywaySettings(Map<String, String> values, String origin) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(values);
        this.values = Collections.unmodifiableMap(copy);
        this.origin = origin;
    }

    /** Returns the file of the settings, for messages. */
    String origin() {
        return origin;
    }

    /** Returns the names of all settings, in the order of the alphabet. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Returns a setting; null if it is not set or empty. */
    @Nullable
    String get(String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Returns a setting, or its default. */
    String get(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /** Returns a setting whose blanks and emptiness count, such as a prefix. */
    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw invalid(name, value, "true or false");
        }
        return value.equalsIgnoreCase("true");
    }

    /** Returns a list; empty if it is not set. */
    List<String> list(String name) {
        List<String> items = new ArrayList<>();
        for (String item : get(name, "").split(",")) {
            if (!item.isBlank()) {
                items.add(item.strip());
            }
        }
        return items;
    }

    /** Returns the values of the placeholders by name. */
    Map<String, String> placeholders() {
        Map<String, String> placeholders = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith(PLACEHOLDERS)) {
                placeholders.put(name.substring(PLACEHOLDERS.length()), value);
            }
        });
        return placeholders;
    }

    /** Returns the encoding of the scripts. */
    Charset encoding() {
        return charset("encoding", get("encoding", "UTF-8"));
    }

    /** Returns an encoding of another place, such as the configuration of one script. */
    Charset charset(String name, String value) {
        try {
            return Charset.forName(value);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw invalid(name, value, "the name of an encoding, such as UTF-8");
        }
    }

    /** Returns a version; null if the setting is not set, or names no fixed version. */
    @Nullable
    MigrationVersion version(String name) {
        String value = get(name);
        if (value == null || List.of("latest", "current", "next").contains(value.toLowerCase(Locale.ROOT))) {
            return null;
        }
        String version = value.endsWith("?") ? value.substring(0, value.length() - 1) : value;
        return MigrationVersion.parse(version).orElseThrow(() -> invalid(name, value, "a version, such as 1.2"));
    }

    /** Returns the default schema of Flyway: {@code defaultSchema}, else the first of {@code schemas}; null for neither. */
    @Nullable
    String defaultSchema() {
        String schema = get("defaultSchema");
        return schema == null ? list("schemas").stream().findFirst().orElse(null) : schema;
    }

    SourceException invalid(String name, String value, String expected) {
        return SourceException.cannotConvert(
                Location.of(origin),
                "the setting '" + name + "' is '" + value + "' instead of " + expected,
                "Correct the setting, or replace it: --set " + name + "=VALUE");
    }
}
