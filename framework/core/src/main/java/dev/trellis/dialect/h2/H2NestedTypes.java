package dev.trellis.dialect.h2;

import dev.trellis.dialect.Identifiers;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The parts of types: the values of enumerations, the elements of arrays and the fields of rows. The catalogue identifies the
 * type to which a part belongs by its table and by an identifier within the table.
 */
final class H2NestedTypes {
    private static final String OBJECT_SCHEMA = "OBJECT_SCHEMA";

    private record Field(String name, H2CatalogType type) {}

    private final Map<String, List<String>> values = new HashMap<>();
    private final Map<String, H2CatalogType> elements = new HashMap<>();
    private final Map<String, List<Field>> fields = new HashMap<>();

    private H2NestedTypes() {}

    /** Reads the parts of all types in a schema. */
    static H2NestedTypes of(H2Scope scope) throws SQLException {
        H2NestedTypes nested = new H2NestedTypes();
        scope.query(
                "SELECT OBJECT_NAME, ENUM_IDENTIFIER, VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES",
                OBJECT_SCHEMA,
                " AND OBJECT_TYPE = 'TABLE' ORDER BY OBJECT_NAME, ENUM_IDENTIFIER, VALUE_ORDINAL",
                false,
                row -> nested.values
                        .computeIfAbsent(key(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                        .add(row.getString(3)));
        scope.query(
                "SELECT OBJECT_NAME, COLLECTION_TYPE_IDENTIFIER, " + H2CatalogType.COLUMNS
                        + " FROM INFORMATION_SCHEMA.ELEMENT_TYPES",
                OBJECT_SCHEMA,
                " AND OBJECT_TYPE = 'TABLE'",
                false,
                row -> nested.elements.put(key(row.getString(1), row.getString(2)), H2CatalogType.of(row, 3)));
        scope.query(
                "SELECT OBJECT_NAME, ROW_IDENTIFIER, FIELD_NAME, " + H2CatalogType.COLUMNS
                        + " FROM INFORMATION_SCHEMA.FIELDS",
                OBJECT_SCHEMA,
                " AND OBJECT_TYPE = 'TABLE' ORDER BY OBJECT_NAME, ROW_IDENTIFIER, ORDINAL_POSITION",
                false,
                row -> nested.fields
                        .computeIfAbsent(key(row.getString(1), row.getString(2)), key -> new ArrayList<>())
                        .add(new Field(row.getString(3), H2CatalogType.of(row, 4))));
        return nested;
    }

    private static String key(String table, String identifier) {
        return table + "\0" + identifier;
    }

    /** Returns the values of an enumeration; empty for another type. */
    List<String> values(String table, H2CatalogType type) {
        return values.getOrDefault(key(table, type.identifier()), List.of());
    }

    /** Returns the SQL of a type with its elements or fields. */
    String sql(String table, H2CatalogType type) {
        H2CatalogType element = elements.get(key(table, type.identifier()));
        if (element != null) {
            return sql(table, element) + " array" + type.limit();
        }
        List<Field> ofRow = fields.getOrDefault(key(table, type.identifier()), List.of());
        if (!ofRow.isEmpty()) {
            return ofRow.stream()
                    .map(field -> Identifiers.doubleQuoted(field.name()) + " " + sql(table, field.type()))
                    .collect(Collectors.joining(", ", "row(", ")"));
        }
        return H2Types.sql(H2Types.read(type, values(table, type), TableName.of(table)));
    }

    /** Returns whether the type is an array or a row. */
    boolean isNested(String table, H2CatalogType type) {
        String key = key(table, type.identifier());
        return elements.containsKey(key) || fields.containsKey(key);
    }
}
