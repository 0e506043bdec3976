package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Identifiers;
import dev.trellis.dialect.Query;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a model declares as {@code serial}. Such a column reads the sequence that it owns; a comparison ignores
 * the name of the sequence, because that name depends on the schema, and keeps the former name of a renamed table.
 */
final class PostgresqlSerials {
    private static final Set<String> TYPES =
            Set.of("serial", "serial2", "serial4", "serial8", "smallserial", "bigserial");

    /**
     * The query that tells whether the default of a column is the next number of the sequence that the column owns.
     * Parameters: table, column.
     */
    private static final String READS_OWN_SEQUENCE = """
            SELECT EXISTS (
                SELECT FROM pg_catalog.pg_attrdef f
                JOIN pg_catalog.pg_depend u ON u.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND u.objid = f.oid
                  AND u.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                JOIN pg_catalog.pg_depend o ON o.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND o.objid = u.refobjid
                  AND o.refobjid = f.adrelid AND o.refobjsubid = f.adnum AND o.deptype = 'a'
                JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
                WHERE f.adrelid = pg_catalog.to_regclass(?) AND a.attname = ?)
            """;

    private final Connection connection;

    PostgresqlSerials(Connection connection) {
        this.connection = connection;
    }

    /**
     * Gives each serial column the actual default, if the actual default reads the sequence that the column owns.
     *
     * @param written the tables as their authors wrote them
     * @param canonical the tables to change
     */
    void adoptSequences(Map<TableName, Table> written, Map<TableName, Table> canonical, Schema actual)
            throws SQLException {
        for (Table table : written.values()) {
            Table known = actual.table(table.name()).orElse(null);
            if (known == null) {
                continue;
            }
            for (Column column : table.columns()) {
                DefaultValue value =
                        known.column(column.name()).map(Column::defaultValue).orElse(null);
                if (isSerial(column.type()) && isNextValue(value) && readsOwnSequence(known.name(), column.name())) {
                    canonical.computeIfPresent(
                            known.name(),
                            (name, each) -> each.mapColumn(column.name(), same -> same.withDefault(value)));
                }
            }
        }
    }

    private static boolean isSerial(ColumnType type) {
        return type instanceof ColumnType.ByDialect byDialect
                && Optional.ofNullable(byDialect.in(PostgresqlDialect.NAME))
                        .filter(sql -> TYPES.contains(sql.strip().toLowerCase(Locale.ROOT)))
                        .isPresent();
    }

    private static boolean isNextValue(@Nullable DefaultValue value) {
        return value instanceof DefaultValue.Expression expression
                && PostgresqlExpressions.in(expression.sql()).startsWith("nextval(");
    }

    private boolean readsOwnSequence(TableName table, String column) throws SQLException {
        String schema = table.schema() == null ? "" : Identifiers.doubleQuoted(table.schema()) + ".";
        return Query.isTrue(connection, READS_OWN_SEQUENCE, schema + Identifiers.doubleQuoted(table.name()), column);
    }
}
