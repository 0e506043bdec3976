package dev.trellis.dialect.h2;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Reads tables from a database one by one, on request. H2 has no named enumerations. */
final class H2Catalog implements Catalog {
    private final Connection connection;

    H2Catalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        try {
            return H2Inspector.table(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }
}
