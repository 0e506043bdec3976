package dev.trellis.internal.protection;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.ExecutedStatements;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import dev.trellis.sql.StatementSummary;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the tables and other objects that raw SQL names as its targets. SQL text that is computed at run time is not seen. */
final class SqlTargets {
    private final Dialect dialect;

    SqlTargets(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the tables whose structure the raw SQL of an operation changes. */
    Stream<TableName> changedTables(Operation operation) {
        return statements(operation)
                .flatMap(statement -> statement.tables().stream())
                .map(dialect::parseTableName);
    }

    /** Returns the tables that the raw SQL of an operation drops. */
    Stream<TableName> droppedTables(Operation operation) {
        return statements(operation)
                .filter(statement -> statement.verb().equals("drop") && "table".equals(statement.kind()))
                .flatMap(statement -> statement.names().stream())
                .map(dialect::parseTableName);
    }

    /** Returns the objects of any kind that the raw SQL of an operation alters, drops or replaces. */
    Stream<Target> changedObjects(Operation operation) {
        return statements(operation)
                .filter(statement ->
                        statement.kind() != null && (!statement.verb().equals("create") || statement.replaces()))
                .flatMap(statement -> statement.names().stream()
                        .map(name ->
                                new Target(Objects.requireNonNull(statement.kind()), dialect.parseTableName(name))));
    }

    private Stream<StatementSummary> statements(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(this::statements);
        }
        return operation instanceof ExecuteSql execute
                ? ExecutedStatements.summaries(execute, dialect.name(), dialect.syntax()).stream()
                : Stream.of();
    }

    /**
     * A database object that a statement names.
     *
     * @param kind the kind of object, in lower case: {@code table}, {@code index}, {@code trigger}
     */
    record Target(String kind, TableName name) {}
}
