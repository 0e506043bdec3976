package dev.trellis.internal.yaml;

import dev.trellis.error.Location;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A piece of a YAML document and where it stands. */
public sealed interface Node {

    Location at();

    /** What a user calls this kind of node: {@code a mapping}, {@code a list}, {@code a value}. */
    String kind();

    /**
     * Keys and values, in the order written.
     *
     * @param entries by key; keys differ; not copied, so leave it alone afterwards
     */
    record Mapping(Map<String, Entry> entries, Location at) implements Node {
        public Mapping {
            entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /**
     * One line of a mapping.
     *
     * @param keyAt where the key stands
     */
    record Entry(Location keyAt, Node value) {}

    record Sequence(List<Node> items, Location at) implements Node {
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
     * @param text as it was written, without quotes; {@code 0.00} stays {@code 0.00}
     */
    record Scalar(@Nullable Object value, String text, Location at) implements Node {
        @Override
        public String kind() {
            return value == null ? "nothing" : "a value";
        }
    }

    /** Whether it is the value null, or nothing at all after the colon. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.value() == null;
    }
}
