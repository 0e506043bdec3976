package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a table from the database on each request, because a statement may have changed the table since the last request.
 */
final class PostgresqlCatalog implements Catalog {
    private interface Question<T> {
        T read(PostgresqlInspector inspector) throws SQLException;
    }

    private interface Recreation<T> {
        T read(PostgresqlRecreation recreation) throws SQLException;
    }

    private final PostgresqlDialect dialect;
    private final Connection connection;

    PostgresqlCatalog(PostgresqlDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    private <T> T read(Question<T> query) {
        try {
            return query.read(new PostgresqlInspector(connection));
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Table> table(TableName name) {
        return read(inspector -> inspector.table(name));
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return read(inspector -> inspector.enumeration(name));
    }

    @Override
    public Map<TableName, List<String>> columnsOf(TableName enumeration) {
        return read(inspector -> inspector.columnsOf(enumeration));
    }

    private <T> T recreate(Recreation<T> query) {
        try {
            return query.read(new PostgresqlRecreation(dialect, connection));
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        return recreate(recreation -> recreation.dependents(table, columns));
    }

    @Override
    public List<DependentDefinition> dependents(DefinitionName definition) {
        return recreate(recreation -> recreation.dependents(definition));
    }

    @Override
    public Optional<DependentDefinition> definition(DefinitionName name) {
        return recreate(recreation -> recreation.definition(name));
    }

    @Override
    public Optional<Boolean> accepts(String statement) {
        try {
            return Optional.of(PostgresqlTrial.accepts(connection, statement));
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }
}
