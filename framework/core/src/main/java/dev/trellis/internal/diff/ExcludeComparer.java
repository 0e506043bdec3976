package dev.trellis.internal.diff;

import dev.trellis.operation.CreateExcludeConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Exclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares the EXCLUDE constraints that the model states by name and definition. A constraint that only the database has is
 * left alone, because other sources of models, such as entity classes, cannot state it.
 */
final class ExcludeComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        List<Exclude> wanted = pair.canonical().options().excludes();
        List<Exclude> actual = pair.actual().options().excludes();
        List<Operation> operations = new ArrayList<>();
        for (Exclude exclude : actual) {
            boolean isStated =
                    TablePair.named(wanted, Exclude::name, exclude.name()).isPresent();
            if (isStated && !wanted.contains(exclude)) {
                operations.add(drop(pair, exclude));
            }
        }
        for (Exclude exclude : wanted) {
            if (!actual.contains(exclude)) {
                operations.add(new CreateExcludeConstraint(pair.name(), desired(pair, exclude)));
            }
        }
        return operations;
    }

    @Override
    public List<Recreation> recreations(TablePair pair, Changes changes) {
        Set<String> replaced = changes.replaced(pair.name());
        List<Recreation> recreations = new ArrayList<>();
        for (Exclude exclude : pair.actual().options().excludes()) {
            if (replaced.stream().anyMatch(exclude::mentions)) {
                recreations.add(new Recreation(
                        drop(pair, exclude), new CreateExcludeConstraint(pair.name(), desired(pair, exclude))));
            }
        }
        return recreations;
    }

    private static Exclude desired(TablePair pair, Exclude exclude) {
        return TablePair.named(pair.desired().options().excludes(), Exclude::name, exclude.name())
                .orElse(exclude);
    }

    private static DropConstraint drop(TablePair pair, Exclude exclude) {
        return new DropConstraint(pair.name(), exclude.name(), DropConstraint.Type.EXCLUDE);
    }
}
