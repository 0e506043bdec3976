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

/** Reads tables from a database one by one, on request, including their stored SQL text. */
final class SqliteCatalog implements Catalog {
    private final Connection connection;

    SqliteCatalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        return name.schema() == null
                ? storedTable(name.name()).map(definition -> definition.toTable(this::storedTable))
                : Optional.empty();
    }

    Optional<StoredTable> storedTable(String name) {
        try {
            return SqliteInspector.storedTable(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    /** Returns whether a table, index, view or trigger has this name. */
    boolean isTaken(String name) {
        return !names("SELECT name FROM main.sqlite_master WHERE name = ? COLLATE NOCASE", name)
                .isEmpty();
    }

    TableStatistics statistics() {
        return new TableStatistics(
                names("SELECT name FROM main.sqlite_master WHERE name LIKE ? ESCAPE '!'", "sqlite!_stat_"));
    }

    /** Returns statements that SQLite must still be able to prepare after the columns have been dropped. */
    List<String> dependents(Set<String> droppedColumns) {
        try {
            return new SqliteDependents(connection, droppedColumns).preparable();
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

    /** Returns empty, because SQLite has no named enumerations. */
    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }
}
