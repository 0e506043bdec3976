package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlbase.MysqlBaseCatalog;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The database itself; here a CHECK may be a part of its column's definition. */
final class MariadbCatalog extends MysqlBaseCatalog {
    MariadbCatalog(Connection connection, MariadbInspector inspector) {
        super(connection, inspector);
    }

    @Override
    protected String beyond(TableName table, String column) {
        String check = ownCheck(table, column);
        return check == null ? withoutCheck(table, column) : withoutCheck(table, column) + " CHECK (" + check + ")";
    }

    /** The same without the CHECK. */
    String withoutCheck(TableName table, String column) {
        return super.beyond(table, column);
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
}
