package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RenamedReferences;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tables from a database one by one, on request, including their stored SQL text. */
final class SqliteCatalog implements Catalog {
    private static final String DEPENDENTS = "SELECT type, name, tbl_name, sql FROM main.sqlite_master"
            + " WHERE type IN ('view', 'trigger') ORDER BY rowid";

    private final Connection connection;

    SqliteCatalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        return name.schema() == null
                ? storedTable(name.name())
                        .map(definition -> definition.toTable(this::storedTable))
                        .or(() -> virtualTable(name.name()))
                : Optional.empty();
    }

    private Optional<Table> virtualTable(String name) {
        try {
            return SqliteInspector.virtualTable(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
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

    /**
     * Returns the views and triggers that mention the table and one of the columns. SQLite changes them together with the
     * table or refuses the change; they are returned so that no branch changes what another branch depends on.
     */
    @Override
    public List<DependentDefinition> dependents(TableName table, Set<String> columns) {
        List<DependentDefinition> dependents = new ArrayList<>();
        try {
            Query.each(connection, DEPENDENTS, List.of(), row -> {
                boolean isView = row.getString(1).equals("view");
                String sql = row.getString(4);
                boolean isOnTable =
                        !isView && SqliteTokens.fold(row.getString(3)).equals(SqliteTokens.fold(table.name()));
                if ((isOnTable || mentions(sql, table.name()))
                        && (columns.isEmpty() || columns.stream().anyMatch(column -> mentions(sql, column)))) {
                    DefinitionName name = isView
                            ? DefinitionName.of(DefinitionKind.VIEW, TableName.of(row.getString(2)))
                            : DefinitionName.on(
                                    DefinitionKind.TRIGGER, row.getString(2), TableName.of(row.getString(3)));
                    dependents.add(new DependentDefinition(
                            name,
                            "DROP " + (isView ? "VIEW " : "TRIGGER ") + SqliteDialect.quoted(row.getString(2)),
                            List.of(sql)));
                }
            });
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
        return dependents;
    }

    private static boolean mentions(String sql, String name) {
        return RenamedReferences.mentions(sql, SqlSyntax.SQLITE, name);
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
