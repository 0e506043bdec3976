package dev.trellis.internal.diff;

import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.CreateUniqueConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Index;
import dev.trellis.schema.Table;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares unique constraints by the set of their columns, and by name unless the naming convention has produced the name.
 */
final class UniqueComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        NamePairing<UniqueConstraint> pairing = NamePairing.of(
                pair,
                pair.canonical().uniques(),
                pair.actual().uniques(),
                UniqueConstraint::name,
                (unique, other) -> isSame(unique, other) && !hasNameOfOtherKind(pair, unique, other),
                unique -> isConventional(pair, unique));
        List<Operation> operations = new ArrayList<>();
        pairing.missing().forEach(unique -> operations.add(creation(pair, unique)));
        pairing.superfluous().forEach(unique -> operations.add(drop(pair, unique)));
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

    /** Returns whether both constraints have the same columns. */
    static boolean isSame(UniqueConstraint expected, UniqueConstraint actual) {
        Set<String> columns = new HashSet<>(expected.columns());
        return expected.columns().size() == actual.columns().size() && columns.containsAll(actual.columns());
    }

    private static boolean isConventional(TablePair pair, UniqueConstraint unique) {
        return TablePair.isConventional(unique.name(), pair.naming().unique(pair.name(), unique.columns()))
                || desiredIndex(pair, unique)
                        .filter(index -> IndexComparer.isConventional(pair, index))
                        .isPresent();
    }

    /**
     * Returns whether the model has changed a unique constraint to a unique index or back, where the database does not
     * distinguish them. The new conventional name is then the only trace of the change.
     */
    private static boolean hasNameOfOtherKind(TablePair pair, UniqueConstraint expected, UniqueConstraint actual) {
        String other = desiredIndex(pair, expected).isPresent()
                ? pair.naming().unique(pair.name(), actual.columns())
                : pair.naming().index(pair.name(), actual.columns());
        return TablePair.isConventional(actual.name(), other) && !other.equalsIgnoreCase(expected.name());
    }

    /**
     * Returns the operation that creates the unique constraint as the model writes it: the model may declare a unique index
     * where the database does not distinguish unique indexes from unique constraints.
     */
    private static Operation creation(TablePair pair, UniqueConstraint unique) {
        return desiredIndex(pair, unique)
                .<Operation>map(index -> new CreateIndex(pair.name(), index, false))
                .orElseGet(() -> new CreateUniqueConstraint(pair.name(), unique));
    }

    /** Finds the unique index of the model that the canonical form lists as a constraint. */
    private static Optional<Index> desiredIndex(TablePair pair, UniqueConstraint unique) {
        Table desired = pair.desired();
        return TablePair.named(desired.indexes(), Index::name, unique.name())
                .filter(index -> index.unique()
                        && TablePair.named(desired.uniques(), UniqueConstraint::name, unique.name())
                                .isEmpty());
    }

    private static DropConstraint drop(TablePair pair, UniqueConstraint unique) {
        return new DropConstraint(pair.name(), TablePair.required(unique.name()), DropConstraint.Type.UNIQUE);
    }
}
