package dev.trellis.hibernate;

import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Names as the database knows them. A quoted name is taken as written; one without quotes is lower case, since the SQL
 * that Hibernate writes for it has no quotes either.
 */
final class PhysicalNames {
    private PhysicalNames() {}

    static String of(Identifier identifier) {
        return fold(identifier.getText(), identifier.isQuoted());
    }

    static String of(Column column) {
        return fold(column.getName(), column.isQuoted());
    }

    static List<String> of(List<Column> columns) {
        return columns.stream().map(PhysicalNames::of).toList();
    }

    /** The schema is the mapping's, else its catalog, which is what MariaDB calls a schema. */
    static TableName of(Table table) {
        return new TableName(schema(table), of(table.getNameIdentifier()));
    }

    private static @Nullable String schema(Table table) {
        if (table.getSchema() != null) {
            return fold(table.getSchema(), table.isSchemaQuoted());
        }
        return table.getCatalog() == null ? null : fold(table.getCatalog(), table.isCatalogQuoted());
    }

    private static String fold(String name, boolean quoted) {
        return quoted ? name : name.toLowerCase(Locale.ROOT);
    }
}
