package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.Node.Scalar;
import dev.trellis.internal.yaml.Node.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mapping key by key and records the keys that its caller requests, so that {@link #done} can reject the other keys
 * by name. No separate list of the accepted keys is needed.
 */
public final class MappingReader {
    private final Mapping mapping;
    private final String what;
    private final List<String> known = new ArrayList<>();

    private MappingReader(Mapping mapping, String what) {
        this.mapping = mapping;
        this.what = what;
    }

    /**
     * Returns a reader of the mapping in a node.
     *
     * @param what the name of the mapping in messages, with its article: {@code a column}
     * @throws YamlException when the node is not a mapping
     */
    public static MappingReader of(Node node, String what) {
        if (node instanceof Mapping mapping) {
            return new MappingReader(mapping, what);
        }
        throw YamlException.expected(node.location(), what, "a mapping", node.kind());
    }

    /** Returns the location of the mapping. */
    public Location location() {
        return mapping.location();
    }

    /** Returns the location of a key, or of the mapping when the key is absent. */
    public Location location(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.location() : entry.keyLocation();
    }

    /** Returns whether the key is present; its value may be null. */
    public boolean has(String key) {
        known.add(key);
        return mapping.entries().containsKey(key);
    }

    /** Returns the value of a key; null when the key is absent or its value is null. */
    public @Nullable Node node(String key) {
        known.add(key);
        Entry entry = mapping.entries().get(key);
        return entry == null || entry.value().isNull() ? null : entry.value();
    }

    /**
     * Returns the value of a required key.
     *
     * @throws YamlException when the key is absent or its value is null
     */
    public Node require(String key) {
        Node node = node(key);
        if (node == null) {
            throw missing(what, key);
        }
        return node;
    }

    /**
     * Returns the error for a required key that is absent; its advice names a key that may be a misspelling of it.
     *
     * @param subject the mapping, as users call it
     */
    public YamlException missing(String subject, String key) {
        return YamlException.missingKey(
                mapping.location(), subject, key, mapping.entries().keySet());
    }

    /** Returns the value of a key as text, a number or boolean in its written form; null when absent. */
    public @Nullable String string(String key) {
        Node node = node(key);
        return node == null ? null : string(key, node);
    }

    /**
     * Returns the value of a required key as text.
     *
     * @throws YamlException when the key is absent or its value is null
     */
    public String requireString(String key) {
        return string(key, require(key));
    }

    private static String string(String key, Node node) {
        return node instanceof Scalar scalar ? scalar.text() : text(node, "'" + key + "'");
    }

    /** Returns a boolean, or the default when the key is absent. */
    public boolean flag(String key, boolean defaultValue) {
        Node node = node(key);
        if (node == null) {
            if (has(key)) {
                throw YamlException.expected(location(key), "'" + key + "'", "true or false", "nothing");
            }
            return defaultValue;
        }
        if (node instanceof Scalar scalar && scalar.value() instanceof Boolean flag) {
            return flag;
        }
        throw YamlException.expected(node.location(), "'" + key + "'", "true or false", shown(node));
    }

    /** Returns an integer; null when the key is absent. */
    public @Nullable Long number(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && scalar.value() instanceof BigDecimal number) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw YamlException.expected(node.location(), "'" + key + "'", "a whole number", scalar.text());
            }
        }
        throw YamlException.expected(node.location(), "'" + key + "'", "a whole number", shown(node));
    }

    /** Returns a list of texts; a single text counts as a list of one. Empty when the key is absent. */
    public List<String> strings(String key) {
        Node node = node(key);
        return node == null ? List.of() : strings(node, "'" + key + "'");
    }

    /** Returns a list whose items a function reads; empty when the key is absent. */
    public <T> List<T> list(String key, Function<Node, T> reader) {
        Node node = node(key);
        return node == null ? List.of() : items(node, "'" + key + "'", reader);
    }

    /** Returns a mapping whose values a function reads, in the order written; empty when the key is absent. */
    public <T> Map<String, T> map(String key, BiFunction<String, Node, T> reader) {
        Node node = node(key);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Mapping nested)) {
            throw YamlException.expected(node.location(), "'" + key + "'", "a mapping", node.kind());
        }
        Map<String, T> values = new LinkedHashMap<>();
        Problems problems = new Problems();
        nested.entries()
                .forEach((name, entry) -> problems.collect(() ->
                        values.put(name, Located.at(entry.keyLocation(), () -> reader.apply(name, entry.value())))));
        problems.throwIfAny();
        return values;
    }

    /**
     * Returns the value of a required key as a function reads it. Errors of the function get the location of the value.
     *
     * @throws YamlException with a location
     */
    public <T> T located(String key, Function<Node, T> reader) {
        Node node = require(key);
        return Located.at(node.location(), () -> reader.apply(node));
    }

    /**
     * Ends the reading, and rejects the keys that the caller has not requested.
     *
     * @throws dev.trellis.error.TrellisException {@code unknown_key} for each key that the caller has not requested
     */
    public void done() {
        Problems problems = new Problems();
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                problems.addAll(YamlException.unknownKey(
                                entry.getValue().keyLocation(), what, entry.getKey(), new LinkedHashSet<>(known))
                        .problems());
            }
        }
        problems.throwIfAny();
    }

    /**
     * Returns the text of a scalar as written.
     *
     * @param what the name of the value in messages
     * @throws YamlException when the node is not a scalar or is null
     */
    public static String text(Node node, String what) {
        if (node instanceof Scalar scalar && scalar.value() != null) {
            return scalar.text();
        }
        throw YamlException.expected(node.location(), what, "a text", node.kind());
    }

    /**
     * Returns a list of texts; a single text counts as a list of one.
     *
     * @param what the name of the list in messages
     */
    public static List<String> strings(Node node, String what) {
        if (node instanceof Scalar) {
            return List.of(text(node, what));
        }
        return items(node, what, item -> text(item, "an item of " + what));
    }

    /**
     * Returns a list whose items a function reads.
     *
     * @param what the name of the list in messages
     */
    public static <T> List<T> items(Node node, String what, Function<Node, T> reader) {
        if (!(node instanceof Sequence sequence)) {
            throw YamlException.expected(node.location(), what, "a list", node.kind());
        }
        List<T> items = new ArrayList<>();
        Problems problems = new Problems();
        for (Node item : sequence.items()) {
            problems.collect(() -> items.add(Located.at(item.location(), () -> reader.apply(item))));
        }
        problems.throwIfAny();
        return items;
    }

    private static String shown(Node node) {
        return node instanceof Scalar scalar && scalar.value() != null ? "'" + scalar.text() + "'" : node.kind();
    }

    /** Adds a location to errors of packages that do not know the location. */
    private static final class Located {
        private Located() {}

        static <T> T at(Location location, Supplier<T> reader) {
            try {
                return reader.get();
            } catch (TrellisException e) {
                if (e.problem().location() != null) {
                    throw e;
                }
                throw new TrellisException(
                        e.problems().stream()
                                .map(problem -> problem.location() == null ? problem.at(location) : problem)
                                .toList(),
                        null);
            }
        }
    }
}
