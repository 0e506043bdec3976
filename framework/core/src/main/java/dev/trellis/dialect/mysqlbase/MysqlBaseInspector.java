package dev.trellis.dialect.mysqlbase;

import dev.trellis.schema.ColumnType;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one database, or one table of it, in six queries. Each is bound to the database by an equality, because else the
 * server opens the tables of all databases to answer.
 */
public abstract class MysqlBaseInspector {
    private final MysqlBaseTypes types;

    protected MysqlBaseInspector(MysqlBaseTypes types) {
        this.types = types;
    }

    protected final MysqlBaseTypes types() {
        return types;
    }

    // ---- what the two do not have in common ----

    /**
     * Yields the table, the name, the condition and the level ({@code Column} or {@code Table}) of each CHECK of a database,
     * up to its WHERE.
     */
    protected abstract String checks();

    /** The column of {@code STATISTICS} that has an index's expression; {@code NULL} where indexes have none. */
    protected abstract String indexExpression();

    /** The text of an expression, as the catalogue keeps it, as SQL. */
    protected abstract String expression(String text);

    /** A column's default. */
    protected abstract @Nullable DefaultValue defaultValue(@Nullable String text, String extra, ColumnType type);

    /** What has rows come in the order of these columns; nothing where they do so by themselves. */
    protected abstract String inOrder(String columns);

    /** Whether the server itself cut the column of an index to this length. */
    protected abstract boolean isCut(int length);

    // ---- reading ----

    final Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        List<Table> tables = new ArrayList<>();
        String own = connection.getCatalog();
        if (own != null) {
            tables.addAll(new MysqlBaseCatalogReader(this, types, connection, own, null, null).read());
        }
        for (String schema : schemas) {
            if (!schema.equals(own)) {
                tables.addAll(new MysqlBaseCatalogReader(this, types, connection, schema, schema, null).read());
            }
        }
        return Schema.of(tables);
    }

    final Optional<Table> table(Connection connection, TableName name) throws SQLException {
        String own = connection.getCatalog();
        String database = name.schema() == null ? own : name.schema();
        if (database == null) {
            return Optional.empty();
        }
        return new MysqlBaseCatalogReader(this, types, connection, database, name.schema(), name.name())
                .read().stream().findFirst();
    }
}
