package dev.trellis.internal.protection;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.FurtherTables;
import dev.trellis.internal.sql.RemovedSchemas;
import dev.trellis.internal.sql.SchemaChange;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.stream.Stream;

/**
 * Finds the tables and other objects that raw SQL names as its targets. SQL text that is computed at run time is not
 * examined.
 */
final class SqlTargets {
    private final Dialect dialect;

    SqlTargets(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns the tables whose structure the raw SQL of an operation changes. */
    Stream<TableName> changedTables(Operation operation) {
        return Stream.concat(
                        statements(operation)
                                .flatMap(statement ->
                                        Stream.concat(statement.changedTables().stream(), hidden(statement))),
                        further(operation))
                .map(dialect::parseTableName);
    }

    private Stream<String> further(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(this::further);
        }
        return operation instanceof ExecuteSql execute
                ? FurtherTables.of(execute.sql().in(dialect.name()), dialect.syntax()).stream()
                : Stream.of();
    }

    /** Returns the name of a created temporary table, which hides a table of the same name. */
    private static Stream<String> hidden(StatementSummary statement) {
        return statement instanceof StatementSummary.Create create
                        && create.kind() == ObjectKind.TABLE
                        && create.names().isEmpty()
                        && create.definedObject() != null
                ? Stream.of(create.definedObject().name())
                : Stream.of();
    }

    /** Returns the tables that the raw SQL of an operation drops. */
    Stream<TableName> droppedTables(Operation operation) {
        return statements(operation)
                .filter(statement -> statement instanceof StatementSummary.Drop drop && drop.kind() == ObjectKind.TABLE)
                .flatMap(statement -> statement.changedTables().stream())
                .map(dialect::parseTableName);
    }

    /** Returns the schemas or databases that the raw SQL of an operation drops or renames, as {@link RemovedSchemas} names them. */
    Stream<String> removedSchemas(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(this::removedSchemas);
        }
        return operation instanceof ExecuteSql execute
                ? RemovedSchemas.names(execute.sql().in(dialect.name()), dialect.syntax()).stream()
                : Stream.of();
    }

    /** Returns whether a name without a schema may mean a table of another schema after the raw SQL of an operation. */
    boolean changesSchema(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().anyMatch(this::changesSchema);
        }
        return operation instanceof ExecuteSql execute
                && SchemaChange.isIn(execute.sql().in(dialect.name()), dialect.syntax());
    }

    /** Returns the objects of any kind that the raw SQL of an operation alters, drops or replaces. */
    Stream<Target> changedObjects(Operation operation) {
        return statements(operation)
                .filter(StatementSummary.DataDefinition.class::isInstance)
                .map(StatementSummary.DataDefinition.class::cast)
                .filter(StatementSummary.DataDefinition::changesExisting)
                .flatMap(definition -> definition.names().stream()
                        .map(name -> new Target(definition.kind(), dialect.parseTableName(name))));
    }

    /**
     * Returns a summary of each statement. On MariaDB and MySQL the statements in the body of a procedure are included, so that
     * the checks see what a call of the procedure would do.
     */
    private Stream<StatementSummary> statements(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(this::statements);
        }
        return operation instanceof ExecuteSql execute
                ? StatementParser.parseAll(execute.sql().in(dialect.name()), dialect.syntax()).stream()
                : Stream.of();
    }

    /** A database object that a statement names. */
    record Target(ObjectKind kind, TableName name) {}
}
