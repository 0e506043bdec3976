package dev.trellis.dialect.mariadb;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.mysqlbase.MysqlBaseDialect;
import dev.trellis.dialect.mysqlbase.SessionVariables;
import dev.trellis.operation.Operation;
import dev.trellis.schema.DefinitionKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** MariaDB 10.7 and later. */
public final class MariadbDialect extends MysqlBaseDialect {
    static final String NAME = "mariadb";
    static final MariadbTypes TYPES = new MariadbTypes();
    private static final MariadbInspector INSPECTOR = new MariadbInspector();

    private static final Set<DefinitionKind> KINDS = EnumSet.of(
            DefinitionKind.VIEW,
            DefinitionKind.FUNCTION,
            DefinitionKind.PROCEDURE,
            DefinitionKind.TRIGGER,
            DefinitionKind.SEQUENCE);

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

    /** Also allows changes of system-versioned tables, which keep their history. */
    @Override
    public List<String> sessionSettings() {
        return super.sessionSettings().stream()
                .map(setting -> setting + ", SESSION system_versioning_alter_history = 'KEEP'")
                .toList();
    }

    /**
     * Sets IGNORE_SPACE too, as the driver does in each session, because the server stores the mode with each trigger and
     * routine.
     */
    @Override
    public List<String> shellPrelude() {
        List<String> lines = new ArrayList<>(super.shellPrelude());
        lines.add("SET SESSION sql_mode = CONCAT(@@SESSION.sql_mode, ',IGNORE_SPACE');");
        return lines;
    }

    @Override
    protected boolean setStatementTimeout(Connection connection, Duration limit) throws SQLException {
        SessionVariables.set(
                connection, String.format(Locale.ROOT, "max_statement_time = %.3f", limit.toMillis() / 1000.0));
        return true;
    }

    @Override
    protected String clusterVariable() {
        return "@@wsrep_on";
    }

    @Override
    public Set<DefinitionKind> definitionKinds() {
        return KINDS;
    }

    @Override
    protected boolean hasViewAlgorithm() {
        return true;
    }

    @Override
    protected boolean hasColumnAliasesInViews() {
        return true;
    }

    @Override
    protected boolean canReplaceRoutines() {
        return true;
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<CompiledStatement> sink) {
        new MariadbDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new MariadbCatalog(this, connection, INSPECTOR);
    }
}
