package dev.trellis.dialect;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Converts a schema to lines of text for comparison, so that a failing test shows the different line. The text omits what is
 * no difference: the order of columns in a table and in a unique constraint, the order of constraints and indexes, and
 * comments and enumerations if the database does not store them.
 */
final class SchemaText {
    private SchemaText() {}

    static String of(Schema schema, Capabilities capabilities) {
        return of(schema, capabilities, true);
    }

    /** Returns the text without the names of constraints. */
    static String withoutNames(Schema schema, Capabilities capabilities) {
        return of(schema, capabilities, false);
    }

    private static String of(Schema schema, Capabilities capabilities, boolean names) {
        Map<TableName, Enumeration> enums = new TreeMap<>(schema.enums());
        schema.tables()
                .values()
                .forEach(table -> table.columns().forEach(column -> {
                    if (column.type() instanceof Enumeration type) {
                        enums.put(type.name(), type);
                    }
                }));
        List<String> lines = new ArrayList<>();
        if (capabilities.namedEnums()) {
            enums.values().forEach(type -> lines.add(type.toString()));
        }
        schema.tables().values().forEach(table -> lines.addAll(lines(table, capabilities, names)));
        return String.join("\n", lines);
    }

    private static List<String> lines(Table table, Capabilities capabilities, boolean names) {
        Function<Object, String> text =
                part -> names ? part.toString() : part.toString().replaceFirst("name=[^,]*", "name=?");
        List<String> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            Column shown = capabilities.comments() ? column : column.withComment(null);
            parts.add(shown.withNullable(column.nullable() && !table.inPrimaryKey(column.name()))
                    .toString());
        }
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            parts.add(text.apply(key));
        }
        for (UniqueConstraint unique : table.uniques()) {
            parts.add(text.apply(new UniqueConstraint(
                    unique.name(), unique.columns().stream().sorted().toList())));
        }
        for (ForeignKey foreign : table.foreignKeys()) {
            parts.add(text.apply(foreign));
        }
        for (Check check : table.checks()) {
            parts.add(text.apply(check));
        }
        for (Index index : table.indexes()) {
            parts.add(index.toString());
        }
        TableOptions options = table.options();
        if (options.partitionBy() != null) {
            parts.add(options.partitionBy().toString());
        }
        if (options.hasParents()) {
            parts.add("Parents[" + options.partitionOf() + options.inherits() + "]");
        }
        for (Exclude exclude : options.excludes()) {
            parts.add(text.apply(exclude));
        }
        options.byDialect()
                .forEach((dialect, values) -> values.forEach((option, value) -> parts.add(dialect + " " + option + ": "
                        + (value instanceof Map<?, ?> columns ? new TreeMap<>(columns) : value))));
        if (capabilities.comments() && table.comment() != null) {
            parts.add("Comment[" + table.comment() + "]");
        }
        return parts.stream().sorted().map(part -> table.name() + ": " + part).collect(Collectors.toList());
    }
}
