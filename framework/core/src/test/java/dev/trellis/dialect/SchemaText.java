package dev.trellis.dialect;

import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Index;
import dev.trellis.schema.PrimaryKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A schema as lines of text, without what is no difference (AUTOGENERATE.md, "Equal and different"): the order of columns
 * in a table, the order of columns in a unique constraint, the order of a table's parts, names that a database does not
 * keep. Two schemas are alike when their lines are, and where they are not, a failing test shows the line.
 */
final class SchemaText {
    private SchemaText() {}

    static String of(Schema schema, Capabilities capabilities) {
        return of(schema, capabilities, true);
    }

    /** The same without the names of constraints. */
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
        Function<Object, String> named =
                part -> names ? part.toString() : part.toString().replaceFirst("name=[^,]*", "name=?");
        List<String> parts = new ArrayList<>();
        for (Column column : table.columns()) {
            Column shown = capabilities.comments() ? column : column.withComment(null);
            parts.add(shown.withNullable(column.nullable() && !table.inPrimaryKey(column.name()))
                    .toString());
        }
        PrimaryKey key = table.primaryKey();
        if (key != null) {
            parts.add(named.apply(key));
        }
        for (UniqueConstraint unique : table.uniques()) {
            parts.add(named.apply(new UniqueConstraint(
                    unique.name(), unique.columns().stream().sorted().toList())));
        }
        for (ForeignKey foreign : table.foreignKeys()) {
            parts.add(named.apply(foreign));
        }
        for (Check check : table.checks()) {
            parts.add(named.apply(check));
        }
        for (Index index : table.indexes()) {
            parts.add(index.toString());
        }
        if (capabilities.comments() && table.comment() != null) {
            parts.add("Comment[" + table.comment() + "]");
        }
        return parts.stream().sorted().map(part -> table.name() + ": " + part).collect(Collectors.toList());
    }
}
