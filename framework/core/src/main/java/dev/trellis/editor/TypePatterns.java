package dev.trellis.editor;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.SchemaException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The notation of portable types as a schema. The parser of types decides how many numbers a type may have. */
final class TypePatterns {
    private static final String NUMBER = "\\s*[0-9]{1,9}\\s*";

    private TypePatterns() {}

    /** Returns the schema of a type in text: the words that need no number, for completion, or the pattern of all types. */
    static Map<String, Object> schema() {
        List<String> words = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            String word = kind.word();
            boolean isComplete = isType(word);
            if (isComplete) {
                words.add(word);
            } else {
                words.add(isType(word + "(1)") ? word + "(255)" : word + "(10,2)");
            }
            List<String> forms = new ArrayList<>();
            if (isType(word + "(1)")) {
                forms.add(NUMBER);
            }
            if (isType(word + "(2,1)")) {
                forms.add(NUMBER + "," + NUMBER);
            }
            String parentheses = forms.isEmpty() ? "" : "\\s*\\((" + String.join("|", forms) + ")\\)";
            patterns.add(word + (isComplete && !forms.isEmpty() ? "(" + parentheses + ")?" : parentheses));
        }
        patterns.add("enum\\s*\\([\\s\\S]+:[\\s\\S]*\\)");
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", "A portable type.");
        schema.put(
                "anyOf",
                List.of(Map.of("enum", words), Values.pattern("^\\s*(" + String.join("|", patterns) + ")\\s*$")));
        return schema;
    }

    private static boolean isType(String text) {
        try {
            ColumnType.parse(text);
            return true;
        } catch (SchemaException e) {
            return false;
        }
    }
}
