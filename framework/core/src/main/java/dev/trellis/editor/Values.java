package dev.trellis.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The schemas of values. Where a reader takes the text of a scalar as it is written, a number or a boolean is a text, too. */
final class Values {
    private static final List<String> SCALARS = List.of("string", "number", "boolean");

    private Values() {}

    /** Returns the schema of a text that must be present. */
    static Map<String, Object> text(String description) {
        return of(description, "type", SCALARS);
    }

    /** Returns the schema of a text; null counts as a missing key. */
    static Map<String, Object> optional(String description) {
        return of(description, "type", orNull(SCALARS));
    }

    /** Returns the schema of a single value of any type; null is a value. */
    static Map<String, Object> constant(String description) {
        return optional(description);
    }

    /** Returns the schema of true or false. */
    static Map<String, Object> flag(String description) {
        return of(description, "type", "boolean");
    }

    /** Returns the schema of a whole number; null counts as a missing key. */
    static Map<String, Object> number(String description) {
        return of(description, "type", List.of("integer", "null"));
    }

    /** Returns the schema of a text that is one of some words. */
    static Map<String, Object> words(String description, List<String> words) {
        List<String> values = new ArrayList<>(words);
        Map<String, Object> schema = of(description, "enum", values);
        return anyOf(description, schema, Map.of("type", "null"));
    }

    /** Returns the schema of one text or a list of texts; null counts as a missing key. */
    static Map<String, Object> texts(String description) {
        return anyOf(description, Map.of("type", orNull(SCALARS)), list(Map.of("type", SCALARS)));
    }

    /** Returns the schema of a list. */
    static Map<String, Object> list(Map<String, Object> items) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", items);
        return schema;
    }

    /** Returns the schema of a list; null counts as a missing key. */
    static Map<String, Object> optionalList(String description, Map<String, Object> items) {
        Map<String, Object> schema = of(description, "type", List.of("array", "null"));
        schema.put("items", items);
        return schema;
    }

    /** Returns the schema of a mapping from any name to values; null counts as a missing key. */
    static Map<String, Object> map(String description, Map<String, Object> values) {
        Map<String, Object> schema = of(description, "type", List.of("object", "null"));
        schema.put("additionalProperties", values);
        return schema;
    }

    /** Returns the schema of a text that matches a regular expression. */
    static Map<String, Object> pattern(String expression) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "string");
        schema.put("pattern", expression);
        return schema;
    }

    /** Returns the schema of a value that one of several schemas permits. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    static Map<String, Object> anyOf(String description, Map<String, Object>... schemas) {
        return of(description, "anyOf", List.of(schemas));
    }

    /** Returns a reference to a definition of the document, with a description of its own. */
    static Map<String, Object> ref(String definition, String description) {
        return of(description, "$ref", "#/$defs/" + definition);
    }

    /** Returns a reference to a definition of the document. */
    static Map<String, Object> ref(String definition) {
        return Map.of("$ref", "#/$defs/" + definition);
    }

    /** Returns a schema that also permits null. */
    static Map<String, Object> orNull(String description, Map<String, Object> schema) {
        return anyOf(description, schema, Map.of("type", "null"));
    }

    private static Map<String, Object> of(String description, String key, Object value) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", description);
        schema.put(key, value);
        return schema;
    }

    private static List<String> orNull(List<String> types) {
        List<String> all = new ArrayList<>(types);
        all.add("null");
        return all;
    }
}
