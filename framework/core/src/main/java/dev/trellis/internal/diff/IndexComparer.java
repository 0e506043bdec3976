package dev.trellis.internal.diff;

import dev.trellis.operation.CreateIndex;
import dev.trellis.operation.DropIndex;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Compares indexes by all their attributes, and by name unless the naming convention has produced the name. */
final class IndexComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        NamePairing<Index> pairing = NamePairing.of(
                pair,
                pair.canonical().indexes(),
                pair.actual().indexes(),
                Index::name,
                IndexComparer::isSame,
                index -> isConventional(pair, desired(pair, index)));
        List<Operation> operations = new ArrayList<>();
        pairing.missing().forEach(index -> operations.add(creation(pair, index)));
        pairing.superfluous().forEach(index -> operations.add(drop(pair, index)));
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> replaced = changes.replaced(pair.name());
        return pair.actual().indexes().stream()
                .filter(index -> replaced.stream().anyMatch(column -> contains(index, column)))
                .map(index -> new Recreation(drop(pair, index), new CreateIndex(pair.name(), kept(pair, index), false)))
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

    /** Returns whether both indexes have the same attributes apart from the name. */
    static boolean isSame(Index expected, Index actual) {
        return expected.equals(actual) || expected.withName(null).equals(actual.withName(null));
    }

    /** Returns whether the naming convention has named an index of the model. */
    static boolean isConventional(TablePair pair, Index index) {
        return TablePair.isConventional(
                index.name(),
                pair.naming().named(pair.name(), index.withName(null)).name());
    }

    private static CreateIndex creation(TablePair pair, Index index) {
        return new CreateIndex(pair.name(), desired(pair, index), false);
    }

    /** Returns the index as the model writes it; the given index if the model has no index of that name. */
    private static Index desired(TablePair pair, Index index) {
        return TablePair.named(pair.desired().indexes(), Index::name, index.name())
                .orElse(index);
    }

    /** Returns an index of the database as the model writes the equal index, but with the name that the database has. */
    private static Index kept(TablePair pair, Index actual) {
        return pair.canonical().indexes().stream()
                .filter(index -> isSame(index, actual))
                .findFirst()
                .map(index -> desired(pair, index).withName(actual.name()))
                .orElseGet(() -> desired(pair, actual));
    }

    private static DropIndex drop(TablePair pair, Index index) {
        return new DropIndex(pair.name(), TablePair.required(index.name()), false);
    }
}
