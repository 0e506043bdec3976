package dev.trellis.internal.diff;

import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ForeignKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Foreign keys: by all that they say. Their names alone are no difference. */
final class ForeignKeyComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<ForeignKey> left = new ArrayList<>(pair.actual().foreignKeys());
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < pair.canonical().foreignKeys().size(); i++) {
            ForeignKey key = pair.canonical().foreignKeys().get(i);
            Optional<ForeignKey> same =
                    left.stream().filter(found -> isSame(key, found)).findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
            } else {
                operations.add(new CreateForeignKey(
                        pair.name(), pair.desired().foreignKeys().get(i)));
            }
        }
        for (ForeignKey lost : left) {
            operations.add(drop(pair, lost));
        }
        return operations;
    }

    static boolean isSame(ForeignKey one, ForeignKey other) {
        return one.equals(other) || ordered(one).equals(ordered(other));
    }

    /** Without its name, its pairs of columns in an order of their own. */
    private static ForeignKey ordered(ForeignKey key) {
        List<Integer> order = IntStream.range(0, key.columns().size())
                .boxed()
                .sorted(Comparator.comparing(key.columns()::get))
                .toList();
        return key.withName(null)
                .withColumns(order.stream().map(key.columns()::get).toList())
                .withReferred(
                        key.referredTable(),
                        order.stream().map(key.referredColumns()::get).toList());
    }

    static DropConstraint drop(TablePair pair, ForeignKey key) {
        String name = Objects.requireNonNullElseGet(
                key.name(), () -> pair.naming().foreignKey(pair.name(), key.columns(), key.referredTable()));
        return new DropConstraint(pair.name(), name, DropConstraint.Type.FOREIGN_KEY);
    }
}
