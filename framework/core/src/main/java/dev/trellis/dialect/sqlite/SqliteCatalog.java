package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

    Optional<TableDefinition> definition(String name) {
        try {
            return SqliteInspector.definition(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    /** Whether anything has this name, of whatever kind. */
    boolean isTaken(String name) {
        return !names("SELECT name FROM main.sqlite_master WHERE name = ? COLLATE NOCASE", name)
                .isEmpty();
    }

    TableStatistics statistics() {
        return new TableStatistics(
                names("SELECT name FROM main.sqlite_master WHERE name LIKE ? ESCAPE '!'", "sqlite!_stat_"));
    }

    /** What must be sound, as it is now, when columns have gone. */
    List<String> dependents(Set<String> going) {
        try {
            return new DependentObjects(connection, going).sound();
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    private List<String> names(String query, String parameter) {
        try {
            return Query.strings(connection, query, parameter);
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
