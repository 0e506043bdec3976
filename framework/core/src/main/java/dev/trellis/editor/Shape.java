package dev.trellis.editor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a mapping with the schemas of their values; other keys are errors. */
final class Shape {
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();
    private final String description;

    Shape(String description) {
        this.description = description;
    }

    /** Adds a key. */
    Shape key(String name, Map<String, Object> value) {
        properties.put(name, value);
        return this;
    }

    /** Adds a required key. */
    Shape required(String name, Map<String, Object> value) {
        required.add(name);
        return key(name, value);
    }

    /** Adds all keys of another shape; its required keys are required here, too. */
    Shape with(Shape other) {
        properties.putAll(other.properties);
        required.addAll(other.required);
        return this;
    }

    /** Returns the names of the keys. */
    Collection<String> keys() {
        return properties.keySet();
    }

    /** Returns the schema. */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description);
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }
}
