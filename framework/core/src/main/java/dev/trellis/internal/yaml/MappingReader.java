package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
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
 * Reads a mapping key by key and remembers what it was asked for, so that {@link #done} can refuse the rest by name. The
 * keys that a reader asks for are thereby the only list of them that there is.
 */
public final class MappingReader {
    private final Mapping mapping;
    private final String what;
    private final List<String> asked = new ArrayList<>();

    private MappingReader(Mapping mapping, String what) {
        this.mapping = mapping;
        this.what = what;
    }

    /**
     * Begins to read a node.
     *
     * @param what what a user calls it, with its article: {@code a column}
     * @throws YamlException when it is not a mapping
     */
    public static MappingReader of(Node node, String what) {
        if (node instanceof Mapping mapping) {
            return new MappingReader(mapping, what);
        }
        throw YamlException.expected(node.at(), what, "a mapping", node.kind());
    }

    public Location at() {
        return mapping.at();
    }

    /** Where a key stands, or the whole mapping when it is not there. */
    public Location at(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.keyAt();
    }

    /** Whether the key is written, with whatever value, null included. */
    public boolean has(String key) {
        asked.add(key);
        return mapping.entries().containsKey(key);
    }

    /** The node under a key; null when the key is not there or its value is null. */
    public @Nullable Node node(String key) {
        asked.add(key);
        Entry entry = mapping.entries().get(key);
        return entry == null || entry.value().isNull() ? null : entry.value();
    }

    /** @throws YamlException when the key is not there or its value is null */
    public Node require(String key) {
        Node node = node(key);
        if (node == null) {
            throw YamlException.missingKey(
                    mapping.at(), what, key, mapping.entries().keySet());
        }
        return node;
    }

    /** The text under a key as it was typed, a number or truth value included; null when absent. */
    public @Nullable String string(String key) {
        Node node = node(key);
        return node == null ? null : under(key, node);
    }

    public String requireString(String key) {
        return under(key, require(key));
    }

    private static String under(String key, Node node) {
        return node instanceof Scalar scalar ? scalar.text() : text(node, "'" + key + "'");
    }

    /** A truth value; {@code otherwise} when absent. */
    public boolean flag(String key, boolean otherwise) {
        Node node = node(key);
        if (node == null) {
            return otherwise;
        }
        if (node instanceof Scalar scalar && scalar.value() instanceof Boolean flag) {
            return flag;
        }
        throw YamlException.expected(node.at(), "'" + key + "'", "true or false", found(node));
    }

    /** A whole number; null when absent. */
    public @Nullable Long number(String key) {
        Node node = node(key);
        if (node == null) {
            return null;
        }
        if (node instanceof Scalar scalar && scalar.value() instanceof BigDecimal number) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw YamlException.expected(node.at(), "'" + key + "'", "a whole number", scalar.text());
            }
        }
        throw YamlException.expected(node.at(), "'" + key + "'", "a whole number", found(node));
    }

    /** A list of texts; one text stands for a list of one; empty when absent. */
    public List<String> strings(String key) {
        Node node = node(key);
        return node == null ? List.of() : strings(node, "'" + key + "'");
    }

    /** A list, each item read by the reader; empty when absent. */
    public <T> List<T> list(String key, Function<Node, T> reader) {
        Node node = node(key);
        return node == null ? List.of() : items(node, "'" + key + "'", reader);
    }

    /** A mapping, each value read by the reader, in the order written; empty when absent. */
    public <T> Map<String, T> map(String key, BiFunction<String, Node, T> reader) {
        Node node = node(key);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Mapping nested)) {
            throw YamlException.expected(node.at(), "'" + key + "'", "a mapping", node.kind());
        }
        Map<String, T> values = new LinkedHashMap<>();
        nested.entries()
                .forEach((name, entry) ->
                        values.put(name, YamlFaults.at(entry.keyAt(), () -> reader.apply(name, entry.value()))));
        return values;
    }

    /**
     * Runs a reader over what stands under a key and gives whatever it complains of the place of that key.
     *
     * @throws YamlException with a place
     */
    public <T> T located(String key, Function<Node, T> reader) {
        Node node = require(key);
        return YamlFaults.at(node.at(), () -> reader.apply(node));
    }

    /** @throws YamlException when there is a key that nobody asked for */
    public void done() {
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            if (!asked.contains(entry.getKey())) {
                throw YamlException.unknownKey(
                        entry.getValue().keyAt(), what, entry.getKey(), new LinkedHashSet<>(asked));
            }
        }
    }

    /**
     * The text of a scalar as it was typed.
     *
     * @throws YamlException when the node is not a scalar, or is null
     */
    public static String text(Node node, String what) {
        if (node instanceof Scalar scalar && scalar.value() != null) {
            return scalar.text();
        }
        throw YamlException.expected(node.at(), what, "a text", node.kind());
    }

    public static List<String> strings(Node node, String what) {
        if (node instanceof Scalar) {
            return List.of(text(node, what));
        }
        return items(node, what, item -> text(item, "an item of " + what));
    }

    public static <T> List<T> items(Node node, String what, Function<Node, T> reader) {
        if (!(node instanceof Sequence sequence)) {
            throw YamlException.expected(node.at(), what, "a list", node.kind());
        }
        List<T> items = new ArrayList<>();
        for (Node item : sequence.items()) {
            items.add(YamlFaults.at(item.at(), () -> reader.apply(item)));
        }
        return items;
    }

    private static String found(Node node) {
        return node instanceof Scalar scalar && scalar.value() != null ? "'" + scalar.text() + "'" : node.kind();
    }

    /** Gives a place to faults found by rooms that know of none. */
    private static final class YamlFaults {
        private YamlFaults() {}

        static <T> T at(Location place, Supplier<T> reading) {
            try {
                return reading.get();
            } catch (TrellisException e) {
                if (e.problem().location() != null) {
                    throw e;
                }
                throw YamlException.of(e.problem().at(place));
            }
        }
    }
}
