package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.mysqlbase.MysqlBaseCatalog;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/** The catalogue of a database; on MariaDB a CHECK may be part of its column's definition. */
final class MariadbCatalog extends MysqlBaseCatalog {
    MariadbCatalog(MariadbDialect dialect, Connection connection, MariadbInspector inspector) {
        super(dialect, connection, inspector);
    }

    @Override
    protected String extraColumnClauses(TableName table, String column) {
        String clauses = clausesWithoutCheck(table, column);
        String check = columnCheck(table, column);
        return check == null ? clauses : clauses + " CHECK (" + check + ")";
    }

    /** Returns the extra clauses of a column's definition without its CHECK. */
    String clausesWithoutCheck(TableName table, String column) {
        return super.extraColumnClauses(table, column);
    }

    /** Returns the CHECK in a column's definition, which the catalogue names after the column; null if there is none. */
    @Nullable
    String columnCheck(TableName table, String column) {
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
