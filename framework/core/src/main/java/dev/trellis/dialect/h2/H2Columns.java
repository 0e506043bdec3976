package dev.trellis.dialect.h2;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.StandardCanonical;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.ColumnType.Native;
import dev.trellis.schema.Computed;
import dev.trellis.schema.Identity;
import dev.trellis.schema.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the columns of tables, including the values of enumerations and the elements of arrays. */
final class H2Columns {
    private H2Columns() {}

    /** Returns the columns by the table's name, in their order. */
    static Map<String, List<Column>> of(H2Scope scope) throws SQLException {
        Map<String, List<Column>> columns = new HashMap<>();
        Map<String, List<String>> values = new HashMap<>();
        scope.query(
                "SELECT OBJECT_NAME, ENUM_IDENTIFIER, VALUE_NAME FROM INFORMATION_SCHEMA.ENUM_VALUES",
                "OBJECT_SCHEMA",
                " AND OBJECT_TYPE = 'TABLE' ORDER BY OBJECT_NAME, ENUM_IDENTIFIER, VALUE_ORDINAL",
                false,
                row -> values.computeIfAbsent(row.getString(1) + "\0" + row.getString(2), key -> new ArrayList<>())
                        .add(row.getString(3)));
        Map<String, String> elements = new HashMap<>();
        scope.query(
                "SELECT OBJECT_NAME, COLLECTION_TYPE_IDENTIFIER, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH"
                        + " FROM INFORMATION_SCHEMA.ELEMENT_TYPES",
                "OBJECT_SCHEMA",
                " AND OBJECT_TYPE = 'TABLE'",
                false,
                row -> elements.put(
                        row.getString(1) + "\0" + row.getString(2),
                        H2Text.lower(row.getString(3))
                                + (row.getLong(4) == 0 || row.getLong(4) >= H2Types.UNLIMITED
                                        ? ""
                                        : "(" + row.getLong(4) + ")")
                                + " array"));
        scope.query(
                "SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
                        + " DATETIME_PRECISION, INTERVAL_TYPE, DECLARED_NUMERIC_PRECISION, DOMAIN_SCHEMA, DOMAIN_NAME,"
                        + " DTD_IDENTIFIER, IS_NULLABLE, COLUMN_DEFAULT, REMARKS, IDENTITY_GENERATION, IDENTITY_START,"
                        + " IDENTITY_INCREMENT, GENERATION_EXPRESSION, COLUMN_ON_UPDATE FROM INFORMATION_SCHEMA.COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, ORDINAL_POSITION",
                true,
                row -> {
                    String key = row.getString(1) + "\0" + row.getString(12);
                    columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                            .add(column(scope, row, values.getOrDefault(key, List.of()), elements.get(key)));
                });
        return columns;
    }

    private static Column column(H2Scope scope, ResultSet row, List<String> values, @Nullable String element)
            throws SQLException {
        String name = scope.name(row.getString(2));
        ColumnType type;
        String domain = row.getString(11);
        if (domain != null) {
            String domainSchema = row.getString(10);
            type = new Native(
                    (scope.defaultSchema().equals(domainSchema) ? "" : Identifiers.doubleQuoted(domainSchema) + ".")
                            + Identifiers.doubleQuoted(domain));
        } else if (element != null) {
            type = new Native(element);
        } else {
            row.getInt(9);
            boolean declared = !row.wasNull();
            type = H2Types.read(
                    new H2Types.CatalogType(
                            H2Text.lower(row.getString(3)),
                            row.getLong(4),
                            row.getInt(5),
                            row.getInt(6),
                            row.getInt(7),
                            declared,
                            row.getString(8)),
                    values,
                    H2Types.enumName(scope.tableName(scope.schema(), row.getString(1)), name));
        }
        String expression = row.getString(19);
        return new Column(
                name,
                type,
                row.getString(13).equals("YES"),
                expression == null ? H2Types.readDefault(row.getString(14), type) : null,
                StandardCanonical.comment(row.getString(15)),
                null,
                identity(row),
                expression == null ? null : new Computed(SqlText.of(expression), true),
                row.getString(20) == null ? null : SqlText.of(row.getString(20)),
                null);
    }

    private static @Nullable Identity identity(ResultSet row) throws SQLException {
        String generation = row.getString(16);
        if (generation == null) {
            return null;
        }
        return StandardCanonical.identity(new Identity(generation.equals("ALWAYS"), row.getLong(17), row.getLong(18)));
    }
}
