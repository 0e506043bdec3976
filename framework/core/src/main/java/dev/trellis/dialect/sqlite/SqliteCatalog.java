package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a database says of itself, table by table; of each, its own text as well. */
final class SqliteCatalog implements Catalog {
    private final Connection connection;

    SqliteCatalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        return name.schema() == null
                ? definition(name.name()).map(definition -> definition.table(this::definition))
                : Optional.empty();
    }

    Optional<Definition> definition(String name) {
        try {
            return SqliteInspector.definition(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    /** SQLite has no named enumerations. */
    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }
}
