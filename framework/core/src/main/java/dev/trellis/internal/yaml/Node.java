package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document with its location. */
public sealed interface Node {

    /** Returns the location of the node. */
    Location location();

    /** Returns the name of this kind of node in messages: {@code a mapping}, {@code a list}, {@code a value}. */
    String kind();

    /**
     * A mapping.
     *
     * @param entries the entries by key, in the order written; the map is not copied
     */
    record Mapping(Map<String, Entry> entries, Location location) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /**
     * An entry of a mapping.
     *
     * @param keyLocation the location of the key
     */
    record Entry(Location keyLocation, Node value) {}

    /** A list. */
    record Sequence(List<Node> items, Location location) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param value a String, a Boolean, a BigDecimal, or null
     * @param text the value as written, without quotes; {@code 0.00} stays {@code 0.00}
     */
    record Scalar(@Nullable Object value, String text, Location location) implements Node {
        @Override
        public String kind() {
            return value == null ? "nothing" : "a value";
        }
    }

    /** Returns whether the value is null or missing. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.value() == null;
    }
}
