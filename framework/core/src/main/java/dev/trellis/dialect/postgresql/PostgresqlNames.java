package dev.trellis.dialect.postgresql;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.PartitionOf;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.TableOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removes the default schema from names, as inspection does. */
final class PostgresqlNames {
    /** A name in quotes, or without. */
    private static final Pattern LISTED = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^\\s,\"]+)");

    private PostgresqlNames() {}

    /** Returns the names of a comma-separated list such as a search path; those without quotes in lower case. */
    static List<String> list(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = LISTED.matcher(text);
        while (name.find()) {
            String quoted = name.group(1);
            names.add(quoted == null ? name.group(2).toLowerCase(Locale.ROOT) : quoted.replace("\"\"", "\""));
        }
        return names;
    }

    static TableName withoutDefaultSchema(TableName name, String defaultSchema) {
        return defaultSchema.equals(name.schema()) ? TableName.of(name.name()) : name;
    }

    static Table withoutDefaultSchema(Table table, String defaultSchema) {
        Table moved = table.name().schema() == null
                ? table
                : table.withName(withoutDefaultSchema(table.name(), defaultSchema))
                        .withRenamedFrom(table.renamedFrom());
        return moved.withForeignKeys(table.foreignKeys().stream()
                        .map(key -> key.withReferred(
                                withoutDefaultSchema(key.referredTable(), defaultSchema), key.referredColumns()))
                        .toList())
                .withColumns(table.columns().stream()
                        .map(column -> column.type() instanceof Enumeration type
                                ? column.withType(new Enumeration(
                                        withoutDefaultSchema(type.name(), defaultSchema), type.values()))
                                : column)
                        .toList())
                .withOptions(withoutDefaultSchema(table.options(), defaultSchema));
    }

    private static TableOptions withoutDefaultSchema(TableOptions options, String defaultSchema) {
        if (!options.hasParents()) {
            return options;
        }
        PartitionOf place = options.partitionOf();
        return options.withPartitionOf(
                        place == null ? null : place.withTable(withoutDefaultSchema(place.table(), defaultSchema)))
                .withInherits(options.inherits().stream()
                        .map(parent -> withoutDefaultSchema(parent, defaultSchema))
                        .toList());
    }
}
