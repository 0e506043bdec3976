package dev.trellis.internal.diff;

import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.Column;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The renames that the model declares with {@code renamed_from} and that are still to be made: the database has the old name,
 * and the new name is free or becomes free by another of the renames.
 *
 * @param operations the renames, in an order in which each new name is free when a rename takes it
 * @param after the actual schema after the renames
 */
record DeclaredRenames(List<Operation> operations, Schema after) {

    static DeclaredRenames of(Schema desired, Schema actual, Scope scope) {
        DeclaredRenames renames = new DeclaredRenames(List.of(), actual);
        for (Operation operation : tables(desired, actual, scope)) {
            renames = renames.with(operation);
        }
        for (Table table : desired.tables().values()) {
            Table current = renames.after.table(table.name()).orElse(null);
            if (current != null && scope.of(table.name(), true) == Scope.TableRole.OWNED) {
                for (Operation operation : columns(table, current)) {
                    renames = renames.with(operation);
                }
            }
        }
        return renames;
    }

    private DeclaredRenames with(Operation operation) {
        List<Operation> next = new ArrayList<>(operations);
        next.add(operation);
        return new DeclaredRenames(next, operation.apply(after));
    }

    private static List<Operation> tables(Schema desired, Schema actual, Scope scope) {
        Map<TableName, TableName> wanted = new LinkedHashMap<>();
        for (Table table : desired.tables().values()) {
            String from = table.renamedFrom();
            if (from != null && scope.of(table.name(), true) == Scope.TableRole.OWNED) {
                TableName old = table.name().renamed(from);
                boolean stays = desired.table(old)
                        .filter(other -> other.renamedFrom() == null)
                        .isPresent();
                if (!stays && actual.table(old).isPresent() && scope.of(old, false) == Scope.TableRole.OWNED) {
                    wanted.putIfAbsent(old, table.name());
                }
            }
        }
        return ordered(wanted, actual.tables().keySet(), (from, to) -> new RenameTable(from, to.name()));
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
                (from, to) -> AlterColumn.of(actual.name(), from).withRename(to));
    }

    /**
     * Puts each rename after the rename that frees its new name. A rename whose new name is never freed is left out, and so
     * are renames that exchange names, because the comparison could not tell whether an exchange has been applied.
     */
    private static <N> List<Operation> ordered(
            Map<N, N> wanted, Collection<N> present, BiFunction<N, N, Operation> rename) {
        Map<N, N> remaining = new LinkedHashMap<>(wanted);
        Set<N> taken = new HashSet<>(present);
        List<Operation> operations = new ArrayList<>();
        Optional<N> next = firstFree(remaining, taken);
        while (next.isPresent()) {
            N from = next.get();
            N to = Objects.requireNonNull(remaining.remove(from));
            operations.add(rename.apply(from, to));
            taken.remove(from);
            taken.add(to);
            next = firstFree(remaining, taken);
        }
        return operations;
    }

    private static <N> Optional<N> firstFree(Map<N, N> remaining, Set<N> taken) {
        return remaining.entrySet().stream()
                .filter(entry -> !taken.contains(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
