package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.AcceptedParts;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.dialect.SqlErrorKind;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server how it spells tables: creates them in the connection's temporary schema, reads them and rolls back. The
 * tables keep their names, so that conditions that contain the table's name are valid. Within a caller's transaction, the
 * probe rolls back to a savepoint. Parts that the server rejects are left out.
 */
final class PostgresqlProbe {
    private static final String TEMPORARY = "pg_temp";

    /** The number of tables created at a time: each table takes several locks, and the server has 6,400 by default. */
    private static final int GROUP_SIZE = 100;

    private final PostgresqlDialect dialect;
    private final Connection connection;

    private final PostgresqlPrerequisites prerequisites;
    private final Consumer<RejectedExpression> rejected;

    /**
     * Creates a probe.
     *
     * @param prerequisites the definitions that the tables may use and that do not exist yet
     */
    PostgresqlProbe(
            PostgresqlDialect dialect,
            Connection connection,
            PostgresqlPrerequisites prerequisites,
            Consumer<RejectedExpression> rejected) {
        this.dialect = dialect;
        this.connection = connection;
        this.prerequisites = prerequisites;
        this.rejected = rejected;
    }

    /**
     * Returns the tables as the server spells them, without keys, comments and NOT NULL.
     *
     * @param tables the tables as their authors wrote them
     * @param defaultSchema the default schema of the tables, which their types' names omit
     */
    Map<TableName, Table> spell(Map<TableName, Table> tables, Schema actual, String defaultSchema) throws SQLException {
        Map<String, List<Table>> bySchema = tables.values().stream()
                .collect(Collectors.groupingBy(
                        table -> Objects.requireNonNullElse(table.name().schema(), ""),
                        TreeMap::new,
                        Collectors.toList()));
        boolean autoCommit = connection.getAutoCommit();
        Map<TableName, Table> answers = new TreeMap<>();
        if (autoCommit) {
            connection.setAutoCommit(false);
        }
        try {
            for (List<Table> group : bySchema.values()) {
                for (int from = 0; from < group.size(); from += GROUP_SIZE) {
                    spellGroup(group.subList(from, Math.min(group.size(), from + GROUP_SIZE)), actual)
                            .forEach((name, table) ->
                                    answers.put(name, PostgresqlNames.withoutDefaultSchema(table, defaultSchema)));
                }
            }
        } finally {
            if (autoCommit) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return answers;
    }

    private Map<TableName, Table> spellGroup(List<Table> group, Schema actual) throws SQLException {
        Map<TableName, Table> answers = new TreeMap<>();
        Savepoint start = connection.setSavepoint();
        try {
            prerequisites.create();
            searchCatalogFirst();
            create(group, actual);
            Schema read = new PostgresqlInspector(connection).temporary();
            for (Table table : group) {
                read.table(TableName.of(table.name().name()))
                        .ifPresent(answer -> answers.put(table.name(), answer.withName(table.name())));
            }
        } finally {
            connection.rollback(start);
            connection.releaseSavepoint(start);
        }
        return answers;
    }

    /**
     * Lets the server search {@code pg_catalog} before the temporary schema. Each created table also defines a type of
     * its name, so a table "date" would otherwise hide the type {@code date}.
     */
    private void searchCatalogFirst() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_catalog.set_config('search_path', pg_catalog.concat_ws(', ', 'pg_catalog', '"
                    + TEMPORARY
                    + "', nullif(pg_catalog.current_setting('search_path'), '')), true)");
        }
    }

    private static Table probeTable(Table table, Schema actual) {
        Table probe = PostgresqlNormalization.probeTable(table);
        return probe.withName(new TableName(TEMPORARY, table.name().name()))
                .withColumns(probe.columns().stream()
                        .map(column -> column.type() instanceof Enumeration type
                                        && !type.equals(actual.enums().get(type.name()))
                                ? column.withType(new Enumeration(
                                        new TableName(TEMPORARY, type.name().name()), type.values()))
                                : column)
                        .toList());
    }

    /**
     * Creates all tables at once. If the server refuses, this method creates the tables one by one, and a refused table
     * without the parts that the server refuses.
     */
    private void create(List<Table> group, Schema actual) throws SQLException {
        Schema known = new Schema(Map.of(), actual.enums(), Map.of());
        List<Operation> all = new ArrayList<>();
        group.forEach(table -> all.add(new CreateTable(probeTable(table, actual))));
        if (run(all, known) == null) {
            return;
        }
        Schema schema = known;
        for (Table table : group) {
            Table probe = probeTable(table, actual);
            CreateTable whole = new CreateTable(probe);
            if (run(List.of(whole), schema) != null) {
                whole = new CreateTable(accepted(table.name(), probe, schema, actual));
                run(List.of(whole), schema);
            }
            schema = whole.apply(schema);
        }
    }

    /** Returns the table without the parts that the server rejects, and reports these parts. */
    private Table accepted(TableName name, Table probe, Schema schema, Schema actual) throws SQLException {
        Savepoint before = connection.setSavepoint();
        AcceptedParts parts = AcceptedParts.of(PostgresqlDialect.NAME, probe, table -> {
            String message = run(List.of(new CreateTable(table)), schema);
            connection.rollback(before);
            return message;
        });
        connection.releaseSavepoint(before);
        if (parts.table().columns().isEmpty() && actual.table(name).isPresent()) {
            requireTemporaryTables();
        }
        parts.rejected()
                .forEach(each -> rejected.accept(
                        new RejectedExpression(name, each.part(), each.name(), each.sql(), each.message())));
        return parts.table();
    }

    /** Requires the privilege to create temporary tables, without which the server rejects every table. */
    private void requireTemporaryTables() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_catalog.has_database_privilege(" + "pg_catalog.current_database(), 'TEMP')")) {
            if (row.next() && !row.getBoolean(1)) {
                throw DialectException.missingPrivilege(
                        PostgresqlDialect.NAME, "TEMPORARY", "find out the server's spelling of a model's expressions");
            }
        }
    }

    /** Runs operations; if the server refuses one, rolls all of them back and returns its message. */
    private @Nullable String run(List<Operation> operations, Schema schema) throws SQLException {
        List<String> statements = new ArrayList<>();
        try {
            dialect.compile(operations, Catalog.ofSchema(schema), command -> statements.add(command.sql()));
        } catch (TrellisException needsRefusedPart) {
            return needsRefusedPart.problem().message();
        }
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(String.join(";\n", statements));
            connection.releaseSavepoint(before);
            return null;
        } catch (SQLException refused) {
            if (dialect.errorKind(refused) == SqlErrorKind.CONNECTION_LOST) {
                throw refused;
            }
            connection.rollback(before);
            return String.valueOf(refused.getMessage()).replaceFirst("^ERROR: ", "");
        }
    }
}
