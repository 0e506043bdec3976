package dev.trellis.internal.diff;

import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Indexes: by name, with all that they say. */
final class IndexComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<Index> left = new ArrayList<>(pair.actual().indexes());
        List<Operation> operations = new ArrayList<>();
        for (Index index : pair.canonical().indexes()) {
            if (left.remove(index)) {
                continue;
            }
            Optional<Index> same = left.stream()
                    .filter(found -> index.withName(null).equals(found.withName(null))
                            && (Objects.equals(index.name(), found.name()) || isCut(pair, index)))
                    .findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
            } else {
                Index wanted = TablePair.named(pair.desired().indexes(), each -> each.name(), index.name())
                        .orElse(index);
                operations.add(new CreateIndex(pair.name(), wanted, false));
            }
        }
        for (Index lost : left) {
            operations.add(new DropIndex(pair.name(), String.valueOf(lost.name()), false));
        }
        return operations;
    }

    /** Whether the name is a conventional one that was too long: how it was cut in the database does not count. */
    private static boolean isCut(TablePair pair, Index index) {
        Index unnamed = TablePair.named(pair.desired().indexes(), each -> each.name(), index.name())
                .orElse(index)
                .withName(null);
        String full = pair.naming()
                .withLimit(Integer.MAX_VALUE)
                .named(pair.name(), unnamed)
                .name();
        return !Objects.equals(full, index.name())
                && Objects.equals(pair.naming().named(pair.name(), unnamed).name(), index.name());
    }
}
