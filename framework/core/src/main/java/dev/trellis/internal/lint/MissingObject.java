package dev.trellis.internal.lint;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds operations on tables, columns and other objects that do not exist when all scripts run in order on an empty
 * database. An object that raw SQL or a Java step may have created counts as existing.
 */
final class MissingObject implements LintRule {

    @Override
    public String name() {
        return "missing_object";
    }

    @Override
    public String describe() {
        return "The operation names a table, column or other object that no script creates.";
    }

    @Override
    public List<Finding> check(OperationContext context) {
        Operation operation = context.operation();
        try {
            operation.apply(context.before(), context.revision().dialect().quoting());
            requireUsed(operation, context.before());
            return List.of();
        } catch (SchemaException e) {
            String missing = e.missing();
            if (missing == null
                    || context.hidden().mayConcern(missing)
                    || operation.tables().stream().anyMatch(table -> isHidden(context, table))) {
                return List.of();
            }
            Set<String> known = known(context.before(), operation, missing, e);
            // Databases differ in the letter case of names.
            return known.stream().anyMatch(missing::equalsIgnoreCase)
                    ? List.of()
                    : List.of(context.finding(this, message(e), advice(missing, known), null));
        }
    }

    /** Returns whether only raw SQL may have created the table, so that its columns are not known. */
    private static boolean isHidden(OperationContext context, TableName table) {
        return context.before().table(table).isEmpty() && context.hidden().mayConcern(table.name());
    }

    private static String message(SchemaException e) {
        return e.problem().message();
    }

    private static String advice(String missing, Set<String> known) {
        return ClosestMatch.of(missing, known)
                .map(name -> "Write '" + name + "', or correct the name in another way.")
                .orElse("Correct the name. If the object was not created by a script, suppress the rule in the header:"
                        + " lint: {ignore: {missing_object: reason}}");
    }

    /** Returns the names of the existing objects of the same kind as the missing object. */
    private static Set<String> known(Schema schema, Operation operation, String missing, SchemaException error) {
        Set<String> names = new TreeSet<>();
        if (error.is(ErrorName.NO_SUCH_TABLE)) {
            schema.tables().keySet().forEach(table -> names.add(table.name()));
        } else if (error.is(ErrorName.NO_SUCH_COLUMN)) {
            tables(operation)
                    .flatMap(table -> schema.table(table).stream())
                    .forEach(table -> names.addAll(table.columnNames()));
        }
        schema.definitions().keySet().stream()
                .filter(name ->
                        operation.scriptName().endsWith("_" + name.kind().key()))
                .forEach(name -> names.add(name.name().name()));
        names.remove(missing);
        return names;
    }

    private static Stream<TableName> tables(Operation operation) {
        return Stream.concat(
                operation.tables().stream(), foreignKeys(operation).stream().map(ForeignKey::referredTable));
    }

    private static List<ForeignKey> foreignKeys(Operation operation) {
        if (operation instanceof CreateForeignKey create) {
            return List.of(create.key());
        }
        return operation instanceof CreateTable create ? create.table().foreignKeys() : List.of();
    }

    /**
     * Requires the objects that a replay of the operation does not check: the tables and columns to which foreign keys
     * refer, and the columns of inserted rows.
     */
    private static void requireUsed(Operation operation, Schema before) {
        for (ForeignKey key : foreignKeys(operation)) {
            boolean refersToItself = operation.tables().contains(key.referredTable());
            Table created = operation instanceof CreateTable create && refersToItself ? create.table() : null;
            require(created == null ? before.require(key.referredTable()) : created, key.referredColumns());
        }
        if (operation instanceof BulkInsert insert) {
            Table table = before.require(insert.table());
            insert.rows().stream().map(Map::keySet).forEach(columns -> require(table, columns));
        }
    }

    private static void require(@Nullable Table table, Collection<String> columns) {
        for (String column : columns) {
            if (table != null && table.column(column).isEmpty()) {
                throw SchemaException.noSuchColumn(table.name(), column);
            }
        }
    }
}
