package dev.trellis.adopt.liquibase;

import dev.trellis.error.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An element of a changelog in the form that all formats share. An attribute of XML, and a key of YAML with a single value, is
 * a child without children. The node remembers which attributes were read, so that the others can be reported.
 */
final class ChangeNode {
    private final String name;
    private final Location location;
    private final @Nullable String text;
    private final List<ChangeNode> children;
    private final Set<String> read = new HashSet<>();

    /**
     * Creates a node.
     *
     * @param text the text between the tags, or the value; null if there is none
     */
    ChangeNode(String name, Location location, @Nullable String text, List<ChangeNode> children) {
        this.name = name;
        this.location = location;
        this.text = text;
        this.children = List.copyOf(children);
    }

    String name() {
        return name;
    }

    Location location() {
        return location;
    }

    @Nullable
    String text() {
        return text;
    }

    List<ChangeNode> children() {
        return children;
    }

    /** Returns the value of an attribute; null if it is missing or empty. */
    @Nullable
    String get(String attribute) {
        String value = written(attribute);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the value of an attribute, which may be the empty text; null if the attribute is missing. */
    @Nullable
    String written(String attribute) {
        read.add(attribute);
        for (ChangeNode child : children) {
            if (child.name.equals(attribute) && child.children.isEmpty()) {
                return child.text;
            }
        }
        return null;
    }

    /** Returns the value of the first of several attributes that is given; null if none is. */
    @Nullable
    String getFirst(String... attributes) {
        String found = null;
        for (String attribute : attributes) {
            String value = get(attribute);
            found = found == null ? value : found;
        }
        return found;
    }

    /** Returns the value of an attribute, or the empty text. */
    String getOrEmpty(String attribute) {
        String value = get(attribute);
        return value == null ? "" : value;
    }

    boolean has(String attribute) {
        return get(attribute) != null;
    }

    /** Returns the value of an attribute that is true or false. */
    boolean flag(String attribute, boolean otherwise) {
        String value = get(attribute);
        return value == null ? otherwise : isTrue(value);
    }

    /** Returns whether Liquibase reads a value as true. */
    static boolean isTrue(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "1" -> true;
            default -> false;
        };
    }

    /** Returns the text of the element, or of the attribute of this name: {@code <sql>...</sql>} or {@code sql: {sql: ...}}. */
    @Nullable
    String textOr(String attribute) {
        String value = get(attribute);
        return value != null ? value : text == null || text.isBlank() ? null : text;
    }

    /** Returns the children of a name, also those in a list: {@code column} elements, or the items of {@code columns}. */
    List<ChangeNode> all(String child) {
        List<ChangeNode> found = new ArrayList<>();
        read.add(child);
        for (ChangeNode each : children) {
            if (each.name.equals(child)) {
                found.add(each);
            } else if (each.name.equals(child + "s") || each.name.equals("where" + capitalized(child) + "s")) {
                read.add(each.name);
                each.read.add(child);
                each.children.stream().filter(item -> item.name.equals(child)).forEach(found::add);
            }
        }
        return found;
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Returns the first child of a name; null if there is none. */
    @Nullable
    ChangeNode child(String child) {
        read.add(child);
        for (ChangeNode each : children) {
            if (each.name.equals(child)) {
                return each;
            }
        }
        return null;
    }

    /** Marks attributes as known. They mean nothing for the databases that Trellis supports. */
    void ignore(Set<String> attributes) {
        read.addAll(attributes);
        children.stream().filter(child -> attributes.contains(child.name)).forEach(ChangeNode::ignoreAll);
    }

    private void ignoreAll() {
        children.forEach(child -> {
            read.add(child.name);
            child.ignoreAll();
        });
    }

    /** Returns the children that were not read. */
    List<ChangeNode> unread() {
        return children.stream().filter(child -> !read.contains(child.name)).toList();
    }

    /** Returns the tree with each text and value replaced. */
    ChangeNode map(UnaryOperator<String> replacement) {
        return new ChangeNode(
                name,
                location,
                text == null ? null : replacement.apply(text),
                children.stream().map(child -> child.map(replacement)).toList());
    }

    @Override
    public String toString() {
        return name + " at " + location;
    }
}
