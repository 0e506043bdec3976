package dev.trellis.hibernate;

import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Locale;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Names as the database stores them. A quoted name is used as written. A name without quotes becomes lower case, because
 * Hibernate's SQL does not quote it either. {@link SchemaReader} restores the letter case where a database keeps it.
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

    /**
     * Returns the table's name with the schema of the mapping; if there is no schema, with the catalog, because JDBC calls a
     * schema of MariaDB a catalog.
     */
    static TableName of(Table table) {
        return new TableName(schema(table), of(table.getNameIdentifier()));
    }

    /** Returns the table's name in the letter case of the mapping, with the same schema. */
    static TableName asWritten(Table table) {
        return new TableName(schema(table), table.getNameIdentifier().getText());
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
