package dev.trellis.internal.diff;

import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Compares CHECK constraints by name and condition; one without a name in the database, by its condition alone. */
final class CheckComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<Check> remaining = new ArrayList<>(pair.actual().checks());
        List<Operation> operations = new ArrayList<>();
        for (Check check : pair.canonical().checks()) {
            Optional<Check> same = remaining.stream()
                    .filter(actual -> actual.sql().equals(check.sql())
                            && (actual.name() == null || Objects.equals(actual.name(), check.name())))
                    .findFirst();
            if (same.isPresent()) {
                remaining.remove(same.get());
            } else {
                operations.add(new CreateCheckConstraint(pair.name(), desired(pair, check)));
            }
        }
        for (Check check : remaining) {
            if (check.name() != null) {
                operations.add(drop(pair, check.name()));
            }
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> replaced = changes.replaced(pair.name());
        List<Recreation> recreations = new ArrayList<>();
        for (Check check : pair.actual().checks()) {
            if (check.name() != null && replaced.stream().anyMatch(check.sql()::mentions)) {
                recreations.add(new Recreation(
                        drop(pair, check.name()), new CreateCheckConstraint(pair.name(), desired(pair, check))));
            }
        }
        return recreations;
    }

    /** Returns the superfluous checks that no operation can drop, because the database has no name for them. */
    static List<Check> unnamed(TablePair pair) {
        return pair.actual().checks().stream()
                .filter(actual -> actual.name() == null
                        && pair.canonical().checks().stream()
                                .noneMatch(check -> check.sql().equals(actual.sql())))
                .toList();
    }

    private static Check desired(TablePair pair, Check check) {
        return TablePair.named(pair.desired().checks(), each -> each.name(), check.name())
                .orElse(check);
    }

    private static DropConstraint drop(TablePair pair, String name) {
        return new DropConstraint(pair.name(), name, DropConstraint.Type.CHECK);
    }
}
