package dev.trellis.diff;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The renames that the model says with {@code renamed_from}, where the old name is there and the new one is not.
 *
 * @param operations in an order in which each new name is free when it is taken
 * @param after the actual schema with the new names
 */
record CertainRenames(List<Operation> operations, Schema after) {

    static CertainRenames of(Schema desired, Schema actual, Scope scope) {
        CertainRenames renames = new CertainRenames(List.of(), actual);
        for (Operation operation : tables(desired, actual, scope)) {
            renames = renames.with(operation);
        }
        for (Table table : desired.tables().values()) {
            Table found = renames.after.table(table.name()).orElse(null);
            if (found != null && scope.of(table.name(), true) == Scope.Standing.OWNED) {
                for (Operation operation : columns(table, found)) {
                    renames = renames.with(operation);
                }
            }
        }
        return renames;
    }

    private CertainRenames with(Operation operation) {
        List<Operation> next = new ArrayList<>(operations);
        next.add(operation);
        Schema schema = operation.apply(after);
        if (operation instanceof AlterColumn rename) {
            Table table = schema.require(rename.table());
            schema = schema.with(table.withChecks(table.checks().stream()
                    .map(check -> new Check(check.name(), check.sql().renamed(rename.column(), rename.newName())))
                    .toList()));
        }
        return new CertainRenames(next, schema);
    }

    private static List<Operation> tables(Schema desired, Schema actual, Scope scope) {
        Map<TableName, TableName> wanted = new LinkedHashMap<>();
        for (Table table : desired.tables().values()) {
            String from = table.renamedFrom();
            if (from != null && scope.of(table.name(), true) == Scope.Standing.OWNED) {
                TableName old = table.name().renamed(from);
                boolean stays = desired.table(old)
                        .filter(other -> other.renamedFrom() == null)
                        .isPresent();
                if (!stays && actual.table(old).isPresent() && scope.of(old, false) == Scope.Standing.OWNED) {
                    wanted.putIfAbsent(old, table.name());
                }
            }
        }
        return ordered(
                wanted,
                actual.tables().keySet(),
                (name, number) -> name.renamed("trellis_rename_" + number),
                (from, to) -> new RenameTable(from, to.name()));
    }

    private static List<Operation> columns(Table desired, Table actual) {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (Column column : desired.columns()) {
            String from = column.renamedFrom();
            if (from != null) {
                Optional<Column> other = desired.column(from);
                boolean stays = other.isPresent() && other.get().renamedFrom() == null;
                if (!stays && !from.equals(column.name()) && actual.column(from).isPresent()) {
                    wanted.putIfAbsent(from, column.name());
                }
            }
        }
        return ordered(
                wanted,
                actual.columnNames(),
                (name, number) -> "trellis_rename_" + number,
                (from, to) -> AlterColumn.of(actual.name(), from).withRename(to));
    }

    /** Names that change places go through a temporary one; what takes a name that stays taken is no rename. */
    private static <N extends Comparable<N>> List<Operation> ordered(
            Map<N, N> wanted,
            Collection<N> present,
            BiFunction<N, Integer, N> temporary,
            BiFunction<N, N, Operation> rename) {
        Map<N, N> left = new LinkedHashMap<>(wanted);
        while (left.values().removeIf(to -> present.contains(to) && !left.containsKey(to))) {
            // what was to move out of the way may have been removed with it
        }
        Set<N> taken = new TreeSet<>(present);
        List<Operation> operations = new ArrayList<>();
        int number = 1;
        while (!left.isEmpty()) {
            Optional<N> free = left.keySet().stream()
                    .filter(from -> !taken.contains(left.get(from)))
                    .findFirst();
            N from = free.orElseGet(() -> left.keySet().iterator().next());
            N to = Objects.requireNonNull(left.remove(from));
            N next = free.isPresent() ? to : temporary.apply(from, number++);
            operations.add(rename.apply(from, next));
            taken.remove(from);
            taken.add(next);
            if (free.isEmpty()) {
                left.put(next, to);
            }
        }
        return operations;
    }
}
