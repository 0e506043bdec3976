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

/** Compares foreign keys by all their attributes but the name. */
final class ForeignKeyComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<ForeignKey> remaining = new ArrayList<>(pair.actual().foreignKeys());
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < pair.canonical().foreignKeys().size(); i++) {
            ForeignKey key = pair.canonical().foreignKeys().get(i);
            Optional<ForeignKey> same =
                    remaining.stream().filter(actual -> isSame(key, actual)).findFirst();
            if (same.isPresent()) {
                remaining.remove(same.get());
            } else {
                operations.add(new CreateForeignKey(
                        pair.name(), pair.desired().foreignKeys().get(i)));
            }
        }
        for (ForeignKey key : remaining) {
            operations.add(drop(pair, key));
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        List<Recreation> recreations = new ArrayList<>();
        for (int i = 0; i < pair.canonical().foreignKeys().size(); i++) {
            ForeignKey expected = pair.canonical().foreignKeys().get(i);
            ForeignKey desired = pair.desired().foreignKeys().get(i);
            pair.actual().foreignKeys().stream()
                    .filter(actual -> changes.affects(pair.name(), actual) && isSame(expected, actual))
                    .findFirst()
                    .ifPresent(actual -> recreations.add(new Recreation(
                            drop(pair, actual),
                            new CreateForeignKey(
                                    pair.name(), actual.name() == null ? desired : desired.withName(actual.name())))));
        }
        return recreations;
    }

    static boolean isSame(ForeignKey expected, ForeignKey actual) {
        return expected.referredTable().equals(actual.referredTable())
                && expected.columns().size() == actual.columns().size()
                && (expected.equals(actual) || normalized(expected).equals(normalized(actual)));
    }

    /** Returns the key without its name, its column pairs sorted. */
    private static ForeignKey normalized(ForeignKey key) {
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

    private static DropConstraint drop(TablePair pair, ForeignKey key) {
        String name = Objects.requireNonNullElseGet(
                key.name(), () -> pair.naming().foreignKey(pair.name(), key.columns(), key.referredTable()));
        return new DropConstraint(pair.name(), name, DropConstraint.Type.FOREIGN_KEY);
    }
}
