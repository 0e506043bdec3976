package dev.trellis.thirdparty;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The catalogue of a database; each request reads the whole schema. */
final class HsqldbCatalog implements Catalog {
    private final Connection connection;

    HsqldbCatalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        try {
            Schema schema =
                    new HsqldbInspector(connection).schema(name.schema() == null ? List.of() : List.of(name.schema()));
            return schema.table(name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }
}
