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

/** Unique constraints: by name, with the set of their columns. */
final class UniqueComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<UniqueConstraint> left = new ArrayList<>(pair.actual().uniques());
        List<Operation> operations = new ArrayList<>();
        for (UniqueConstraint unique : pair.canonical().uniques()) {
            Optional<UniqueConstraint> same = left.stream()
                    .filter(found -> isSame(unique, found)
                            && (Objects.equals(unique.name(), found.name()) || isCut(pair, unique)))
                    .findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
            } else {
                operations.add(creation(pair, unique));
            }
        }
        for (UniqueConstraint lost : left) {
            String name = String.valueOf(lost.name());
            operations.add(new DropConstraint(pair.name(), name, DropConstraint.Type.UNIQUE));
        }
        return operations;
    }

    private static boolean isSame(UniqueConstraint one, UniqueConstraint other) {
        Set<String> columns = new HashSet<>(one.columns());
        return one.columns().size() == other.columns().size() && columns.containsAll(other.columns());
    }

    /** Whether the name is a conventional one that was too long: how it was cut in the database does not count. */
    private static boolean isCut(TablePair pair, UniqueConstraint unique) {
        String full = pair.naming().withLimit(Integer.MAX_VALUE).unique(pair.name(), unique.columns());
        return !full.equals(unique.name())
                && pair.naming().unique(pair.name(), unique.columns()).equals(unique.name());
    }

    /** In the model's words: it may have said a unique index where the database knows but one of the two. */
    private static Operation creation(TablePair pair, UniqueConstraint unique) {
        Table desired = pair.desired();
        return TablePair.named(desired.indexes(), index -> index.name(), unique.name())
                .filter(index -> index.unique()
                        && TablePair.named(desired.uniques(), each -> each.name(), unique.name())
                                .isEmpty())
                .<Operation>map(index -> new CreateIndex(pair.name(), index, false))
                .orElseGet(() -> new CreateUniqueConstraint(pair.name(), unique));
    }
}
