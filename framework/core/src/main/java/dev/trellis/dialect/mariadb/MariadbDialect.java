package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.dialect.mysqlbase.SessionVariables;
import dev.trellis.operation.Operation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** MariaDB 10.7 and later. */
public final class MariadbDialect extends MysqlBaseDialect {
    static final String NAME = "mariadb";
    static final MariadbTypes TYPES = new MariadbTypes();
    private static final MariadbInspector INSPECTOR = new MariadbInspector();

    /** Creates the dialect. */
    public MariadbDialect() {
        super(NAME, "MariaDB", TYPES, INSPECTOR);
    }

    @Override
    public boolean accepts(String url) {
        return url.startsWith("jdbc:mariadb:");
    }

    @Override
    public String driverClass() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    protected boolean setStatementTimeout(Connection connection, Duration limit) throws SQLException {
        SessionVariables.set(
                connection, String.format(Locale.ROOT, "max_statement_time = %.3f", limit.toMillis() / 1000.0));
        return true;
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new MariadbDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new MariadbCatalog(connection, INSPECTOR);
    }
}
