package dev.trellis.adopt.liquibase;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values of {@code ${name}} in changelogs. A value from the settings wins over a global property, a global one over a local
 * one, and the first definition of a name over later ones.
 */
final class ChangelogProperties {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_LENGTH = 16 * 1024 * 1024;
    private static final int MAX_VALUES = 100_000;

    private final Map<String, String> global;
    private final @Nullable ChangelogProperties parent;
    private final Map<String, String> local = new HashMap<>();
    private final Set<String> missing;
    private int values;

    private ChangelogProperties(Map<String, String> global, @Nullable ChangelogProperties parent, Set<String> missing) {
        this.global = global;
        this.parent = parent;
        this.missing = missing;
    }

    /** Creates the properties of the root changelog. */
    static ChangelogProperties of(Map<String, String> settings) {
        return new ChangelogProperties(new HashMap<>(settings), null, new LinkedHashSet<>());
    }

    /** Returns the properties of an included changelog. */
    ChangelogProperties included() {
        return new ChangelogProperties(global, this, missing);
    }

    /** Defines a property, unless an earlier definition exists. */
    void define(String name, String value, boolean isGlobal) {
        (isGlobal ? global : local).putIfAbsent(name, value);
    }

    /** Returns a text with the values. A property that does not exist stays as it is, as in Liquibase, and is remembered. */
    String expand(String text) {
        values = 0;
        return text.contains("${") ? expand(text, 0) : text;
    }

    private String expand(String text, int depth) {
        StringBuilder result = new StringBuilder();
        int position = 0;
        while (true) {
            int start = text.indexOf("${", position);
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) {
                return result.append(text, position, text.length()).toString();
            }
            result.append(text, position, start);
            String name = text.substring(start + 2, end).strip();
            String value = name.startsWith(":") ? null : value(name);
            if (name.startsWith(":")) {
                result.append("${").append(name.substring(1).strip()).append('}');
            } else if (value == null || depth >= MAX_DEPTH) {
                missing.add(name);
                result.append(text, start, end + 1);
            } else {
                result.append(expand(value, depth + 1));
            }
            if (result.length() > MAX_LENGTH || ++values > MAX_VALUES) {
                throw new IllegalArgumentException("the values of its properties are too long");
            }
            position = end + 1;
        }
    }

    private @Nullable String value(String name) {
        String value = global.get(name);
        ChangelogProperties scope = this;
        while (value == null && scope != null) {
            value = scope.local.get(name);
            scope = scope.parent;
        }
        return value;
    }

    /** Returns the names without a value since the last call. */
    Set<String> takeMissing() {
        Set<String> names = new LinkedHashSet<>(missing);
        missing.clear();
        return names;
    }
}
