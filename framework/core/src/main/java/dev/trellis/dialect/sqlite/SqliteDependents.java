package dev.trellis.dialect.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The views and triggers of a database, each with a statement that SQLite can prepare only while everything that the view
 * or trigger refers to exists. ALTER TABLE checks views and triggers; a rebuild drops and creates the table instead, so
 * that SQLite would report a view with a missing column only at the next use of the view. The rebuild therefore prepares
 * these statements itself.
 */
final class SqliteDependents {
    private static final String ALL =
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type IN ('view', 'trigger') ORDER BY rowid";

    private final Connection connection;
    private final Set<String> droppedColumns;

    /**
     * Creates the check for a rebuild.
     *
     * @param droppedColumns the columns that the rebuild drops, in lower case
     */
    SqliteDependents(Connection connection, Set<String> droppedColumns) {
        this.connection = connection;
        this.droppedColumns = droppedColumns;
    }

    /** Returns the statements that SQLite can prepare now; views and triggers that are broken already are left out. */
    List<String> preparable() throws SQLException {
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                String name = rows.getString(2);
                Optional<String> statementFor = rows.getString(1).equals("view")
                        ? Optional.of("SELECT * FROM " + SqliteDialect.quoted(name))
                        : firingStatement(rows.getString(3), rows.getString(4));
                statementFor.ifPresent(
                        sql -> statements.add("EXPLAIN " + sql + " -- for " + name.replaceAll("\\R", " ")));
            }
        }
        return statements.stream().filter(this::isPrepared).toList();
    }

    /** Returns a statement that fires a trigger; empty if an UPDATE fires it and no column can be updated. */
    private Optional<String> firingStatement(String table, String trigger) throws SQLException {
        String target = SqliteDialect.quoted(table);
        TokenCursor cursor = new TokenCursor(SqliteTokens.of(trigger));
        while (cursor.more() && !cursor.sees("INSERT") && !cursor.sees("DELETE") && !cursor.sees("UPDATE")) {
            cursor.next();
        }
        if (cursor.accept("INSERT")) {
            return Optional.of("INSERT INTO " + target + " DEFAULT VALUES");
        }
        if (cursor.accept("DELETE")) {
            return Optional.of("DELETE FROM " + target);
        }
        cursor.accept("UPDATE");
        Optional<String> column =
                cursor.accept("OF") ? Optional.of(cursor.next().value()) : writableColumn(table);
        return column.map(SqliteDialect::quoted).map(name -> "UPDATE " + target + " SET " + name + " = " + name);
    }

    /** Returns a column that accepts values and is not dropped. */
    private Optional<String> writableColumn(String table) throws SQLException {
        String columns = "SELECT name FROM pragma_table_info(" + new SqliteDialect().literal(table) + ")";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(columns)) {
            while (rows.next()) {
                if (!droppedColumns.contains(SqliteTokens.fold(rows.getString(1)))) {
                    return Optional.of(rows.getString(1));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isPrepared(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
