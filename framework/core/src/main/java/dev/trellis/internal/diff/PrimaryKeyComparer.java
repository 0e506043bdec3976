package dev.trellis.internal.diff;

import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.PrimaryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Compares the primary key by its columns in their order. Its name does not count. */
final class PrimaryKeyComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        PrimaryKey expected = pair.canonical().primaryKey();
        PrimaryKey actual = pair.actual().primaryKey();
        if (expected == null
                ? actual == null
                : actual != null && expected.columns().equals(actual.columns())) {
            return List.of();
        }
        List<Operation> operations = new ArrayList<>();
        if (actual != null) {
            operations.add(drop(pair, actual));
        }
        PrimaryKey desired = pair.desired().primaryKey();
        if (expected != null && desired != null) {
            operations.add(new CreatePrimaryKey(pair.name(), desired));
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        PrimaryKey key = pair.actual().primaryKey();
        Set<String> replaced = changes.replaced(pair.name());
        return key == null || key.columns().stream().noneMatch(replaced::contains)
                ? List.of()
                : List.of(new Recreation(drop(pair, key), new CreatePrimaryKey(pair.name(), key)));
    }

    private static DropConstraint drop(TablePair pair, PrimaryKey key) {
        String name = Objects.requireNonNullElse(key.name(), pair.naming().primaryKey(pair.name()));
        return new DropConstraint(pair.name(), name, DropConstraint.Type.PRIMARY_KEY);
    }
}
