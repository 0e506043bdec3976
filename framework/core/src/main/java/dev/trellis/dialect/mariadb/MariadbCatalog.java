package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database itself, looked at table by table. */
final class MariadbCatalog implements Catalog {
    private final Connection connection;

    MariadbCatalog(Connection connection) {
        this.connection = connection;
    }

    @Override
    public Optional<Table> table(TableName name) {
        try {
            return MariadbInspector.table(connection, name);
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }

    @Override
    public Optional<Enumeration> enumeration(TableName name) {
        return Optional.empty();
    }

    @Override
    public List<Table> referring(TableName name) {
        List<Table> tables = new ArrayList<>();
        for (String table : strings(
                "SELECT DISTINCT TABLE_NAME FROM information_schema.KEY_COLUMN_USAGE"
                        + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND REFERENCED_TABLE_NAME = ?"
                        + " AND REFERENCED_TABLE_SCHEMA = TABLE_SCHEMA",
                name.schema(),
                name.name())) {
            table(name.renamed(table)).ifPresent(tables::add);
        }
        return tables;
    }

    /**
     * What a column's definition says beyond what the nouns know, as a tail to it: {@code ON UPDATE}, {@code INVISIBLE}, a
     * CHECK of its own.
     */
    String beyond(TableName table, String column) {
        String check = ownCheck(table, column);
        return check == null ? withoutCheck(table, column) : withoutCheck(table, column) + " CHECK (" + check + ")";
    }

    /** The same without the CHECK. */
    String withoutCheck(TableName table, String column) {
        StringBuilder text = new StringBuilder();
        for (String extra : strings(
                "SELECT EXTRA FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND COLUMN_NAME = ?",
                table.schema(),
                table.name(),
                column)) {
            for (String part : extra.split(",\\s*", -1)) {
                if (MariadbText.lower(part).startsWith("on update ") || part.equalsIgnoreCase("INVISIBLE")) {
                    text.append(' ').append(part);
                }
            }
        }
        return text.toString();
    }

    /** The CHECK inside a column's definition, which the catalogue calls by the column's name; null for none. */
    @Nullable
    String ownCheck(TableName table, String column) {
        return strings(
                        "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS"
                                + " WHERE CONSTRAINT_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ?"
                                + " AND CONSTRAINT_NAME = ? AND LEVEL = 'Column'",
                        table.schema(),
                        table.name(),
                        column)
                .stream()
                .filter(clause -> !clause.startsWith("json_valid("))
                .findFirst()
                .orElse(null);
    }

    private List<String> strings(String sql, @Nullable String... values) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw DialectException.unreadableCatalog(e);
        }
    }
}
