package dev.trellis.dialect.mysql;

import dev.trellis.dialect.mysqlbase.MysqlBaseCatalog;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;

/** The catalogue of a database. MySQL has no IF EXISTS for indexes, so a query finds out whether an index exists. */
final class MysqlCatalog extends MysqlBaseCatalog {
    /** Whether the user may read the grants of all users and grant privileges for every routine. */
    private static final String MAY_GRANT = """
            SELECT GRANTEE FROM information_schema.USER_PRIVILEGES
            WHERE GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
            AND (PRIVILEGE_TYPE = 'SELECT' OR PRIVILEGE_TYPE = 'EXECUTE' AND IS_GRANTABLE = 'YES')""";

    /** The server gives the creator of a routine all privileges for it. */
    private static final String ROUTINE_GRANTS = """
            SELECT CONCAT(QUOTE(User), '@', QUOTE(Host), CHAR(10), Proc_priv) FROM mysql.procs_priv
            WHERE Db = COALESCE(?, DATABASE()) AND Routine_name = ? AND Routine_type = ?
            AND CONCAT(User, '@', Host) <> CURRENT_USER() ORDER BY User, Host""";

    MysqlCatalog(MysqlDialect dialect, Connection connection, MysqlInspector inspector) {
        super(dialect, connection, inspector);
    }

    /** Returns the clauses of a table with the character set and the collation of the database. */
    String databaseCharset() {
        return strings("SELECT CONCAT('DEFAULT CHARACTER SET = ', @@character_set_database, ', COLLATE = ',"
                        + " @@collation_database)")
                .get(0);
    }

    /** Returns the grants on a routine; none if the user may not read or grant them. */
    List<RoutineGrant> routineGrants(DefinitionName name) {
        int needed = 2;
        if (strings(MAY_GRANT).size() < needed) {
            return List.of();
        }
        return strings(
                        ROUTINE_GRANTS,
                        name.name().schema(),
                        name.name().name(),
                        name.kind().words().toUpperCase(Locale.ROOT))
                .stream()
                .map(RoutineGrant::of)
                .toList();
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
