package dev.trellis.internal.diff;

import dev.trellis.operation.CreatePrimaryKey;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.PrimaryKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The primary key: its columns in their order. Its name alone is no difference. */
final class PrimaryKeyComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        PrimaryKey wanted = pair.canonical().primaryKey();
        PrimaryKey found = pair.actual().primaryKey();
        if (wanted == null ? found == null : found != null && wanted.columns().equals(found.columns())) {
            return List.of();
        }
        List<Operation> operations = new ArrayList<>();
        if (found != null) {
            String name = Objects.requireNonNullElse(found.name(), pair.naming().primaryKey(pair.name()));
            operations.add(new DropConstraint(pair.name(), name, DropConstraint.Type.PRIMARY_KEY));
        }
        PrimaryKey key = pair.desired().primaryKey();
        if (wanted != null && key != null) {
            operations.add(new CreatePrimaryKey(pair.name(), key));
        }
        return operations;
    }
}
