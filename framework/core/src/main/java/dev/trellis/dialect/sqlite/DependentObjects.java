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
 * The views and triggers of a database, and for each a statement that SQLite cannot prepare where it lacks something. A
 * table that is dropped and made anew is not looked for in them, as ALTER TABLE would do, so that a view whose column is
 * gone would be noticed by whoever uses it next.
 */
final class DependentObjects {
    private static final String ALL =
            "SELECT type, name, tbl_name, sql FROM main.sqlite_master WHERE type IN ('view', 'trigger') ORDER BY rowid";

    private final Connection connection;
    private final Set<String> going;

    /** @param going the columns that are about to be dropped, in lower case */
    DependentObjects(Connection connection, Set<String> going) {
        this.connection = connection;
        this.going = going;
    }

    /** The statements that can be prepared as the database is now: what is broken already stays out. */
    List<String> sound() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ALL)) {
            while (rows.next()) {
                String name = rows.getString(2);
                Optional<String> use = rows.getString(1).equals("view")
                        ? Optional.of("SELECT * FROM " + SqliteDialect.quoted(name))
                        : firing(rows.getString(3), rows.getString(4));
                use.ifPresent(sql -> all.add("EXPLAIN " + sql + " -- for " + name.replaceAll("\\R", " ")));
            }
        }
        return all.stream().filter(this::isPrepared).toList();
    }

    /** What fires a trigger; empty for an update of a view or of columns that are all going. */
    private Optional<String> firing(String table, String trigger) throws SQLException {
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
                cursor.accept("OF") ? Optional.of(cursor.next().value()) : remaining(table);
        return column.map(SqliteDialect::quoted).map(name -> "UPDATE " + target + " SET " + name + " = " + name);
    }

    /** A column that can be written to and stays. */
    private Optional<String> remaining(String table) throws SQLException {
        String columns = "SELECT name FROM pragma_table_info(" + new SqliteDialect().literal(table) + ")";
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(columns)) {
            while (rows.next()) {
                if (!going.contains(SqliteTokens.fold(rows.getString(1)))) {
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
