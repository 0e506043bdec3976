package dev.trellis.internal.diff;

import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares indexes by name and by all their attributes. */
final class IndexComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<Index> remaining = new ArrayList<>(pair.actual().indexes());
        List<Operation> operations = new ArrayList<>();
        for (Index index : pair.canonical().indexes()) {
            if (remaining.remove(index)) {
                continue;
            }
            Optional<Index> same = remaining.stream()
                    .filter(actual -> index.withName(null).equals(actual.withName(null))
                            && (Objects.equals(index.name(), actual.name()) || isShortened(pair, index)))
                    .findFirst();
            if (same.isPresent()) {
                remaining.remove(same.get());
            } else {
                operations.add(creation(pair, index));
            }
        }
        for (Index index : remaining) {
            operations.add(drop(pair, index));
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> replaced = changes.replaced(pair.name());
        return pair.actual().indexes().stream()
                .filter(index -> replaced.stream().anyMatch(column -> contains(index, column)))
                .map(index -> new Recreation(drop(pair, index), creation(pair, index)))
                .toList();
    }

    private static boolean contains(Index index, String column) {
        return index.columns().contains(column)
                || index.include().contains(column)
                || (index.where() != null && index.where().mentions(column))
                || index.parts().stream()
                        .anyMatch(part ->
                                part.expression() != null && part.expression().mentions(column));
    }

    /**
     * Returns whether the name is a conventional one that Trellis had to shorten. The database may hold the same index
     * under a name that was shortened differently.
     */
    private static boolean isShortened(TablePair pair, Index index) {
        Index unnamed = desired(pair, index).withName(null);
        String full = pair.naming()
                .withLimit(Integer.MAX_VALUE)
                .named(pair.name(), unnamed)
                .name();
        return !Objects.equals(full, index.name())
                && Objects.equals(pair.naming().named(pair.name(), unnamed).name(), index.name());
    }

    private static CreateIndex creation(TablePair pair, Index index) {
        return new CreateIndex(pair.name(), desired(pair, index), false);
    }

    /** Returns the index as the model writes it; the given one where the model has none of that name. */
    private static Index desired(TablePair pair, Index index) {
        return TablePair.named(pair.desired().indexes(), each -> each.name(), index.name())
                .orElse(index);
    }

    private static DropIndex drop(TablePair pair, Index index) {
        return new DropIndex(pair.name(), TablePair.required(index.name()), false);
    }
}
