package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlBaseCatalog;
import dev.trellis.schema.TableName;
import java.sql.Connection;

/** The catalogue of a database. MySQL has no IF EXISTS for indexes, so a query finds out whether an index exists. */
final class MysqlCatalog extends MysqlBaseCatalog {
    MysqlCatalog(MysqlDialect dialect, Connection connection, MysqlInspector inspector) {
        super(dialect, connection, inspector);
    }

    /** Returns the clauses of a table with the character set and the collation of the database. */
    String databaseCharset() {
        return strings("SELECT CONCAT('DEFAULT CHARACTER SET = ', @@character_set_database, ', COLLATE = ',"
                        + " @@collation_database)")
                .get(0);
    }

    /** Returns whether a table has an index of this name. */
    boolean hasIndex(TableName table, String name) {
        return !strings(
                        "SELECT INDEX_NAME FROM information_schema.STATISTICS"
                                + " WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND INDEX_NAME = ?",
                        table.schema(),
                        table.name(),
                        name)
                .isEmpty();
    }
}
