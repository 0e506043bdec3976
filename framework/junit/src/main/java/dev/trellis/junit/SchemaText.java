package dev.trellis.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.schema.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats schemas as text, one line for each column, constraint and index, so that a failed test shows the lines that
 * differ.
 */
final class SchemaText {
    private SchemaText() {}

    /** Fails with the differing lines if two schemas are different. The order of constraints and indexes does not matter. */
    static void assertEqual(Schema expected, Schema actual) {
        assertEquals(of(expected), of(actual));
    }

    private static String of(Schema schema) {
        StringBuilder text = new StringBuilder();
        schema.enums().values().forEach(type -> text.append(type).append('\n'));
        schema.tables().values().stream()
                .sorted(Comparator.comparing(table -> table.name().toString()))
                .forEach(table -> {
                    text.append(table.name()).append('\n');
                    text.append("  ").append(table.primaryKey()).append('\n');
                    text.append("  ").append(table.comment()).append('\n');
                    table.columns()
                            .forEach(column -> text.append("  ").append(column).append('\n'));
                    Stream.of(table.uniques(), table.foreignKeys(), table.checks(), table.indexes())
                            .flatMap(List::stream)
                            .map(part -> "  " + part + "\n")
                            .sorted()
                            .forEach(text::append);
                });
        return text.toString();
    }
}
