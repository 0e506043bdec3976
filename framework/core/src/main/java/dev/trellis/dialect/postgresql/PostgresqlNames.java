package dev.trellis.dialect.postgresql;

import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;

/** Names that say the default schema, as the inspection has them: without it. */
final class PostgresqlNames {
    private PostgresqlNames() {}

    static TableName local(TableName name, String home) {
        return home.equals(name.schema()) ? TableName.of(name.name()) : name;
    }

    static Table local(Table table, String home) {
        Table moved = table.name().schema() == null
                ? table
                : table.withName(local(table.name(), home)).withRenamedFrom(table.renamedFrom());
        return moved.withForeignKeys(table.foreignKeys().stream()
                        .map(key -> key.withReferred(local(key.referredTable(), home), key.referredColumns()))
                        .toList())
                .withColumns(table.columns().stream()
                        .map(column -> column.type() instanceof Enumeration type
                                ? column.withType(new Enumeration(local(type.name(), home), type.values()))
                                : column)
                        .toList());
    }
}
