package dev.trellis.junit;

import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Templates of MariaDB and MySQL, which cannot copy a database. The statements that create the objects of a template are
 * read once; each copy runs these statements and then copies the rows within the server. A second, empty database marks a
 * complete template, because a database cannot be renamed.
 */
final class MysqlTemplates extends ServerTemplates {
    private static final String TEMPLATE = "trellis_template_";
    /** ER_NO_SUCH_THREAD: the connection has ended in the meantime. */
    private static final int NO_SUCH_THREAD = 1094;

    private static final String MARK = "trellis_complete_";

    private final String databaseOptions;
    private final String catalog;
    private final Map<String, List<String>> statements = new HashMap<>();

    MysqlTemplates(DatabaseSettings server, Dialect dialect, String project) throws SQLException {
        super(server, dialect, project);
        // Rows are copied unchanged: with zeros in identity columns,
        // with zero dates, and referring rows before referred rows.
        execute("SET SESSION foreign_key_checks = 0, unique_checks = 0, sql_mode = '" + MysqlDump.SQL_MODE + "'");
        catalog = query("SELECT database()").get(0);
        databaseOptions = query("SELECT concat(' CHARACTER SET ', default_character_set_name, ' COLLATE ',"
                        + " default_collation_name) FROM information_schema.schemata WHERE schema_name = database()")
                .get(0);
    }

    @Override
    List<String> databases(String prefix) throws SQLException {
        return query("SELECT schema_name FROM information_schema.schemata s WHERE left(schema_name, " + prefix.length()
                + ") = '" + prefix + "' ORDER BY (SELECT min(create_time) FROM information_schema.tables t"
                + " WHERE t.table_schema = s.schema_name), schema_name");
    }

    @Override
    boolean isBuilt(String template) throws SQLException {
        return !query("SELECT 1 FROM information_schema.schemata WHERE schema_name = '" + mark(template) + "'")
                .isEmpty();
    }

    private static String mark(String template) {
        return template.replace(TEMPLATE, MARK);
    }

    @Override
    String building(String template) {
        return template;
    }

    @Override
    void finish(String building, String template) throws SQLException {
        execute("CREATE DATABASE " + mark(template));
    }

    @Override
    void createCopy(String name, String template) throws SQLException {
        List<String> dump = statements.get(template);
        if (dump == null) {
            dump = new MysqlDump(this, template).statements();
            statements.put(template, dump);
        }
        create(name);
        execute("USE " + name);
        try {
            for (String sql : dump) {
                execute(sql);
            }
        } finally {
            execute("USE `" + catalog + "`");
        }
    }

    @Override
    void create(String name) throws SQLException {
        execute("CREATE DATABASE " + name + databaseOptions);
    }

    private void kill(String id) throws SQLException {
        try {
            execute("KILL " + id);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    /**
     * Ends the connections to a database and drops it. Otherwise DROP DATABASE would wait for a transaction that a test left
     * open.
     */
    @Override
    void drop(String name) throws SQLException {
        for (String id : query("SELECT id FROM information_schema.processlist WHERE db = '" + name + "'")) {
            kill(id);
        }
        if (name.startsWith(TEMPLATE)) {
            statements.remove(name);
            execute("DROP DATABASE IF EXISTS " + mark(name));
        }
        execute("DROP DATABASE IF EXISTS " + name);
    }
}
