package dev.trellis.internal.diff;

import dev.trellis.operation.CreateCheckConstraint;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares CHECK constraints by their condition, and by name unless the naming convention has produced the name or the
 * database has no name for the check.
 */
final class CheckComparer implements TableComparer {

    @Override
    public List<Operation> compare(TablePair pair) {
        NamePairing<Check> pairing = NamePairing.of(
                pair,
                pair.canonical().checks(),
                pair.actual().checks(),
                Check::name,
                CheckComparer::isSame,
                check -> isConventional(pair, check));
        List<Operation> operations = new ArrayList<>();
        for (Check check : pairing.missing()) {
            operations.add(new CreateCheckConstraint(pair.name(), desired(pair, check)));
        }
        for (Check check : pairing.superfluous()) {
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
                        drop(pair, check.name()), new CreateCheckConstraint(pair.name(), kept(pair, check))));
            }
        }
        return recreations;
    }

    /**
     * Returns the checks that only the database contains and that no operation can drop, because the database has no name
     * for them.
     */
    @Override
    public List<String> unchangeable(TablePair pair) {
        return pair.actual().checks().stream()
                .filter(actual -> actual.name() == null
                        && pair.canonical().checks().stream()
                                .noneMatch(check -> check.sql().equals(actual.sql())))
                .map(check -> "a check without a name: " + check.sql())
                .toList();
    }

    private static boolean isSame(Check expected, Check actual) {
        return expected.sql().equals(actual.sql());
    }

    /** Returns whether the check has the conventional name of a check of one of the columns. */
    private static boolean isConventional(TablePair pair, Check check) {
        return pair.canonical().columns().stream()
                .anyMatch(column ->
                        TablePair.isConventional(check.name(), pair.naming().check(pair.name(), column.name())));
    }

    /**
     * Returns a check of the database with the SQL of the equal check in the model, and with the name that the database
     * has.
     */
    private static Check kept(TablePair pair, Check actual) {
        return pair.canonical().checks().stream()
                .filter(check -> isSame(check, actual))
                .findFirst()
                .map(check -> new Check(actual.name(), desired(pair, check).sql()))
                .orElseGet(() -> desired(pair, actual));
    }

    private static Check desired(TablePair pair, Check check) {
        return TablePair.named(pair.desired().checks(), each -> each.name(), check.name())
                .orElse(check);
    }

    private static DropConstraint drop(TablePair pair, String name) {
        return new DropConstraint(pair.name(), name, DropConstraint.Type.CHECK);
    }
}
