package dev.trellis.dialect.h2;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.RecreatedDefinitions;
import dev.trellis.dialect.RenamedReferences;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Definition;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads tables from a database one by one, on request. H2 has no named enumerations. */
final class H2Catalog implements Catalog {
    private final Connection connection;

    H2Catalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public @Nullable String defaultSchema() {
        try {
            return connection.getSchema();
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
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

    /**
     * Returns the views that mention the table and one of the columns. H2 keeps the old name of a renamed table or column in
     * their queries.
     */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        try {
            List<DependentDefinition> dependents = new ArrayList<>();
            for (Definition each : H2Definitions.views(H2Scope.of(connection, table.schema(), null))) {
                String sql = String.valueOf(each.sql().single());
                boolean isAffected = mentions(sql, table.name())
                        && (columns.isEmpty() || columns.stream().anyMatch(column -> mentions(sql, column)));
                if (isAffected) {
                    dependents.add(new DependentDefinition(each.name(), "", List.of(sql)));
                }
            }
            return RecreatedDefinitions.sorted(dependents, new H2Dialect());
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    private static boolean mentions(String sql, String name) {
        return RenamedReferences.mentions(sql, SqlSyntax.H2, name);
    }
}
