package dev.trellis.internal.diff;

import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** CHECK constraints: by name, with their condition. One that the database has no name for is told by that alone. */
final class CheckComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<Check> left = new ArrayList<>(pair.actual().checks());
        List<Operation> operations = new ArrayList<>();
        for (Check check : pair.canonical().checks()) {
            Optional<Check> same = left.stream()
                    .filter(found -> found.sql().equals(check.sql())
                            && (found.name() == null || Objects.equals(found.name(), check.name())))
                    .findFirst();
            if (same.isPresent()) {
                left.remove(same.get());
            } else {
                Check wanted = TablePair.named(pair.desired().checks(), each -> each.name(), check.name())
                        .orElse(check);
                operations.add(new CreateCheckConstraint(pair.name(), wanted));
            }
        }
        for (Check lost : left) {
            if (lost.name() != null) {
                operations.add(new DropConstraint(pair.name(), lost.name(), DropConstraint.Type.CHECK));
            }
        }
        return operations;
    }

    /** The conditions that no operation can take away, because they have no name. */
    static List<Check> unnamed(TablePair pair) {
        return pair.actual().checks().stream()
                .filter(found -> found.name() == null
                        && pair.canonical().checks().stream()
                                .noneMatch(check -> check.sql().equals(found.sql())))
                .toList();
    }
}
