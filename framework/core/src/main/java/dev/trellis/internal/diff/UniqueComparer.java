package dev.trellis.internal.diff;

import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Table;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares unique constraints by name and by the set of their columns. */
final class UniqueComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<UniqueConstraint> remaining = new ArrayList<>(pair.actual().uniques());
        List<Operation> operations = new ArrayList<>();
        for (UniqueConstraint unique : pair.canonical().uniques()) {
            Optional<UniqueConstraint> same = remaining.stream()
                    .filter(actual -> isSame(unique, actual)
                            && (Objects.equals(unique.name(), actual.name()) || isShortened(pair, unique)))
                    .findFirst();
            if (same.isPresent()) {
                remaining.remove(same.get());
            } else {
                operations.add(creation(pair, unique));
            }
        }
        for (UniqueConstraint unique : remaining) {
            operations.add(drop(pair, unique));
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> replaced = changes.replaced(pair.name());
        return pair.actual().uniques().stream()
                .filter(unique -> unique.columns().stream().anyMatch(replaced::contains))
                .map(unique -> new Recreation(drop(pair, unique), new CreateUniqueConstraint(pair.name(), unique)))
                .toList();
    }

    private static boolean isSame(UniqueConstraint expected, UniqueConstraint actual) {
        Set<String> columns = new HashSet<>(expected.columns());
        return expected.columns().size() == actual.columns().size() && columns.containsAll(actual.columns());
    }

    /**
     * Returns whether the name is a conventional one that Trellis had to shorten. The database may hold the same
     * constraint under a name that was shortened differently.
     */
    private static boolean isShortened(TablePair pair, UniqueConstraint unique) {
        String full = pair.naming().withLimit(Integer.MAX_VALUE).unique(pair.name(), unique.columns());
        return !full.equals(unique.name())
                && pair.naming().unique(pair.name(), unique.columns()).equals(unique.name());
    }

    /**
     * Returns the creation as the model writes it: the model may declare a unique index where the database does not
     * distinguish unique indexes from unique constraints.
     */
    private static Operation creation(TablePair pair, UniqueConstraint unique) {
        Table desired = pair.desired();
        return TablePair.named(desired.indexes(), index -> index.name(), unique.name())
                .filter(index -> index.unique()
                        && TablePair.named(desired.uniques(), each -> each.name(), unique.name())
                                .isEmpty())
                .<Operation>map(index -> new CreateIndex(pair.name(), index, false))
                .orElseGet(() -> new CreateUniqueConstraint(pair.name(), unique));
    }

    private static DropConstraint drop(TablePair pair, UniqueConstraint unique) {
        return new DropConstraint(pair.name(), TablePair.required(unique.name()), DropConstraint.Type.UNIQUE);
    }
}
