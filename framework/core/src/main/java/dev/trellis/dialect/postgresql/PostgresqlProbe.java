package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.error.TrellisException;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Column;
import dev.trellis.schema.ColumnType.Enumeration;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Asks the server how it spells tables: creates them in the connection's temporary schema, reads them and rolls back. The
 * tables keep their names, so that conditions that contain the table's name are valid. Within a caller's transaction it rolls
 * back to a savepoint. Parts that the server rejects are left out.
 */
final class PostgresqlProbe {
    private static final String TEMPORARY = "pg_temp";

    /** The number of tables created at a time: each takes several locks, and the server has 6,400 by default. */
    private static final int GROUP_SIZE = 100;

    private final PostgresqlDialect dialect;
    private final Connection connection;

    PostgresqlProbe(PostgresqlDialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * Returns the tables as the server spells them, without keys, comments and NOT NULL.
     *
     * @param tables the tables as their authors wrote them
     */
    Map<TableName, Table> spell(Map<TableName, Table> tables, Schema actual) throws SQLException {
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
                    answers.putAll(spellGroup(group.subList(from, Math.min(group.size(), from + GROUP_SIZE)), actual));
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
            searchCatalogFirst();
            create(group.stream().map(table -> probeTable(table, actual)).toList(), actual);
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

    /** Searches {@code pg_catalog} first: each table defines a type of its name, so a table "date" would hide the type. */
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

    /** Creates all tables at once; if the server refuses, table by table; if it refuses a table, part by part. */
    private void create(List<Table> probes, Schema actual) throws SQLException {
        Schema known = new Schema(Map.of(), actual.enums());
        List<Operation> all = new ArrayList<>();
        probes.forEach(probe -> all.add(new CreateTable(probe)));
        if (tryRun(all, known)) {
            return;
        }
        Schema schema = known;
        for (Table probe : probes) {
            Operation whole = new CreateTable(probe);
            if (tryRun(List.of(whole), schema)) {
                schema = whole.apply(schema);
                continue;
            }
            for (Operation piece : pieces(probe)) {
                if (tryRun(List.of(piece), schema)) {
                    schema = piece.apply(schema);
                }
            }
        }
    }

    private static List<Operation> pieces(Table probe) {
        List<Operation> pieces = new ArrayList<>();
        TableName name = probe.name();
        pieces.add(new CreateTable(Table.of(name, List.of())));
        for (Column column : probe.columns()) {
            pieces.add(new AddColumn(name, column));
        }
        probe.checks().forEach(check -> pieces.add(new CreateCheckConstraint(name, check)));
        probe.indexes().forEach(index -> pieces.add(new CreateIndex(name, index, false)));
        return pieces;
    }

    /** Runs operations; returns false if the server refuses one, after rolling all of them back. */
    private boolean tryRun(List<Operation> operations, Schema schema) throws SQLException {
        List<String> statements = new ArrayList<>();
        try {
            dialect.compile(operations, Catalog.ofSchema(schema), command -> statements.add(command.sql()));
        } catch (TrellisException needsRefusedPart) {
            return false;
        }
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(String.join(";\n", statements));
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException refused) {
            connection.rollback(before);
            return false;
        }
    }
}
