package dev.trellis.dialect.postgresql;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;

/** Removes the default schema from names, as inspection does. */
final class PostgresqlNames {
    private PostgresqlNames() {}

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
                        .toList());
    }
}
