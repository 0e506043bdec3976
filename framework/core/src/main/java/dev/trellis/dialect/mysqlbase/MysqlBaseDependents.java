package dev.trellis.dialect.mysqlbase;

import dev.trellis.dialect.DependentDefinition;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RecreatedDefinitions;
import dev.trellis.dialect.RenamedReferences;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The views and triggers whose texts mention a table. The statements that create them again have the stored DEFINER. A trigger
 * is created with the SQL mode that was stored with it.
 */
final class MysqlBaseDependents {
    private static final String VIEWS =
            "SELECT TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA = COALESCE(?, DATABASE())";
    private static final String TRIGGERS = "SELECT TRIGGER_NAME, ACTION_STATEMENT, EVENT_OBJECT_TABLE"
            + " FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = COALESCE(?, DATABASE())"
            + " ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER";

    private final MysqlBaseDialect dialect;
    private final Connection connection;

    MysqlBaseDependents(MysqlBaseDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Returns the definitions in the order of their creation.
     *
     * @param columns columns of which the text must contain one; empty for any text that mentions the table
     */
    List<DependentDefinition> of(TableName table, Set<String> columns) throws SQLException {
        List<String> views = new ArrayList<>();
        List<TableName> triggers = new ArrayList<>();
        List<TableName> owners = new ArrayList<>();
        List<@Nullable String> schema = new ArrayList<>();
        schema.add(table.schema());
        Query.each(connection, VIEWS, schema, row -> {
            String text = String.valueOf(row.getString(2));
            if (mentions(text, table.name())
                    && (columns.isEmpty() || columns.stream().anyMatch(c -> mentions(text, c)))) {
                views.add(row.getString(1));
            }
        });
        Query.each(connection, TRIGGERS, schema, row -> {
            String text = String.valueOf(row.getString(2));
            boolean isOnTable = row.getString(3).equalsIgnoreCase(table.name());
            if ((mentions(text, table.name()) || (isOnTable && !columns.isEmpty()))
                    && (columns.isEmpty() || columns.stream().anyMatch(c -> mentions(text, c)))) {
                triggers.add(table.renamed(row.getString(1)));
                owners.add(table.renamed(row.getString(3)));
            }
        });
        List<DependentDefinition> dependents = new ArrayList<>();
        for (String view : views) {
            dependents.add(view(table.renamed(view)));
        }
        dependents = new ArrayList<>(RecreatedDefinitions.sorted(dependents, dialect));
        for (int i = 0; i < triggers.size(); i++) {
            dependents.add(trigger(triggers.get(i), owners.get(i)));
        }
        return dependents;
    }

    private boolean mentions(String text, String name) {
        return RenamedReferences.mentions(text, dialect.syntax(), name);
    }

    private String quoted(TableName name) {
        return (name.schema() == null ? "" : dialect.quote(name.schema()) + ".") + dialect.quote(name.name());
    }

    private DependentDefinition view(TableName name) throws SQLException {
        String[] row = show("SHOW CREATE VIEW " + quoted(name));
        return new DependentDefinition(
                DefinitionName.of(DefinitionKind.VIEW, name), "DROP VIEW " + quoted(name), List.of(row[1]));
    }

    private DependentDefinition trigger(TableName name, TableName table) throws SQLException {
        String[] row = show("SHOW CREATE TRIGGER " + quoted(name));
        List<String> create = new ArrayList<>();
        String mode = Query.strings(connection, "SELECT @@SESSION.sql_mode").get(0);
        if (mode.equals(row[1])) {
            create.add(row[2]);
        } else {
            create.add("SET SESSION sql_mode = " + MysqlBaseTokens.quote(row[1]));
            create.add(row[2]);
            create.add("SET SESSION sql_mode = " + MysqlBaseTokens.quote(mode));
        }
        return new DependentDefinition(
                DefinitionName.on(DefinitionKind.TRIGGER, name.name(), table), "DROP TRIGGER " + quoted(name), create);
    }

    private String[] show(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next() || row.getString(2) == null || (sql.contains("TRIGGER") && row.getString(3) == null)) {
                throw DialectException.missingPrivilege(
                        dialect.name(), "SHOW VIEW, TRIGGER", "read the text of a definition: " + sql);
            }
            return new String[] {row.getString(1), row.getString(2), row.getString(3)};
        }
    }
}
