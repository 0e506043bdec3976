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

/** Reads the columns of tables with their types. */
final class H2Columns {
    private H2Columns() {}

    /** Returns the columns by the table's name, in their order. */
    static Map<String, List<Column>> of(H2Scope scope) throws SQLException {
        Map<String, List<Column>> columns = new HashMap<>();
        H2NestedTypes nested = H2NestedTypes.of(scope);
        scope.query(
                "SELECT TABLE_NAME, COLUMN_NAME, DOMAIN_SCHEMA, DOMAIN_NAME, IS_NULLABLE, COLUMN_DEFAULT, REMARKS,"
                        + " GENERATION_EXPRESSION, COLUMN_ON_UPDATE, IDENTITY_GENERATION, IDENTITY_START,"
                        + " IDENTITY_INCREMENT, " + H2CatalogType.COLUMNS + " FROM INFORMATION_SCHEMA.COLUMNS",
                "TABLE_SCHEMA",
                " ORDER BY TABLE_NAME, ORDINAL_POSITION",
                true,
                row -> columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                        .add(column(scope, row, nested)));
        return columns;
    }

    private static Column column(H2Scope scope, ResultSet row, H2NestedTypes nested) throws SQLException {
        String name = scope.name(row.getString(2));
        ColumnType type = type(scope, row, nested, name);
        String expression = row.getString(8);
        String onUpdate = row.getString(9);
        return new Column(
                name,
                type,
                row.getString(5).equals("YES"),
                expression == null ? H2Types.readDefault(row.getString(6), type) : null,
                StandardCanonical.comment(row.getString(7)),
                null,
                identity(row),
                expression == null ? null : new Computed(SqlText.of(expression), true),
                onUpdate == null ? null : SqlText.of(onUpdate),
                null);
    }

    private static ColumnType type(H2Scope scope, ResultSet row, H2NestedTypes nested, String column)
            throws SQLException {
        String domain = row.getString(4);
        if (domain != null) {
            String domainSchema = row.getString(3);
            return new Native(
                    (scope.defaultSchema().equals(domainSchema) ? "" : Identifiers.doubleQuoted(domainSchema) + ".")
                            + Identifiers.doubleQuoted(domain));
        }
        String table = row.getString(1);
        H2CatalogType type = H2CatalogType.of(row, 13);
        return nested.isNested(table, type)
                ? new Native(nested.sql(table, type))
                : H2Types.read(
                        type,
                        nested.values(table, type),
                        H2Types.enumName(scope.tableName(scope.schema(), table), column));
    }

    private static @Nullable Identity identity(ResultSet row) throws SQLException {
        String generation = row.getString(10);
        if (generation == null) {
            return null;
        }
        return StandardCanonical.identity(new Identity(generation.equals("ALWAYS"), row.getLong(11), row.getLong(12)));
    }
}
