package dev.trellis.dialect.mysql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.dialect.mysqlbase.SessionVariables;
import dev.trellis.operation.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** MySQL 8.0.19 and later. */
public final class MysqlDialect extends MysqlBaseDialect {
    static final String NAME = "mysql";
    static final MysqlTypes TYPES = new MysqlTypes();
    private static final MysqlInspector INSPECTOR = new MysqlInspector();

    /** Creates the dialect. */
    public MysqlDialect() {
        super(NAME, "MySQL", TYPES, INSPECTOR);
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mysql+srv:");
    }

    @Override
    public String driverClass() {
        return "com.mysql.cj.jdbc.Driver";
    }

    /** Sets {@code max_execution_time} and returns false, because the server enforces it for SELECT only. */
    @Override
    protected boolean setStatementTimeout(Connection connection, Duration limit) throws SQLException {
        SessionVariables.set(connection, "max_execution_time = " + Math.max(1, limit.toMillis()));
        return false;
    }

    /** Returns the names of plugins: a server without the plugins does not know their variables. */
    @Override
    protected String clusterVariable() {
        return "(SELECT GROUP_CONCAT(PLUGIN_NAME) FROM information_schema.PLUGINS"
                + " WHERE PLUGIN_NAME IN ('group_replication', 'wsrep') AND PLUGIN_STATUS = 'ACTIVE')";
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new MysqlDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new MysqlCatalog(this, connection, INSPECTOR);
    }

    @Override
    protected boolean allowsNotNullComputed() {
        return true;
    }

    @Override
    protected String withoutServerAdditions(String sql) {
        return MysqlNormalization.withoutAdditions(sql);
    }
}
