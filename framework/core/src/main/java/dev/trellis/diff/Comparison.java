package dev.trellis.diff;

import dev.trellis.diff.Reported.Why;
import dev.trellis.diff.Scope.Standing;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Check;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a desired schema with an actual one. */
public final class Comparison {

    /**
     * Tells how a database would read a desired schema back: {@code (desired, actual) -> dialect.canonical(connection,
     * desired, actual)}.
     *
     * @param <E> what may go wrong while the database is asked
     */
    public interface Canonical<E extends Exception> {
        /** @param actual what is there, renamed as the model says */
        Schema of(Schema desired, Schema actual) throws E;
    }

    private final Scope scope;
    private final Naming naming;
    private final Schema actual;
    private final List<Pair> owned = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Reported> reported = new ArrayList<>();

    private Comparison(Scope scope, Naming naming, Schema actual) {
        this.scope = scope;
        this.naming = naming;
        this.actual = actual;
    }

    /**
     * The difference for one branch.
     *
     * @param desired what the models of all branches say, as far as they have one: tables that others own are needed to
     *     report what differs in them
     * @param actual what was inspected
     * @param scope who owns what
     * @param naming the convention that the models were read with, with the database's limit: names that it had to cut
     *     may be cut differently in the database
     */
    public static <E extends Exception> Difference of(
            Schema desired, Schema actual, Scope scope, Naming naming, Canonical<E> canonical) throws E {
        Schema before = named(actual);
        CertainRenames renames = CertainRenames.of(desired, before, scope);
        Schema spelled = canonical.of(desired, renames.after());
        Comparison comparison = new Comparison(scope, naming, renames.after());
        comparison.compare(desired, spelled);
        return comparison.difference(renames.operations(), spelled, before);
    }

    /** What the database left unnamed gets the name by which a dialect finds it: the one of the default convention. */
    private static Schema named(Schema actual) {
        return actual.withEach(Naming.DEFAULT::named);
    }

    private Difference difference(List<Operation> renames, Schema canonical, Schema before) {
        List<LikelyRename> likely = Likelihood.of(operations, owned, canonical, actual);
        List<Operation> ordered = Order.of(InTheWay.cleared(owned, operations), actual);
        Set<TableName> ours = new HashSet<>();
        owned.forEach(pair -> ours.add(pair.name()));
        ordered.forEach(operation -> ours.addAll(operation.tables()));
        List<Note> notes = Notes.on(ordered, canonical, actual, ours::contains, likely);
        List<Operation> all = new ArrayList<>(renames);
        all.addAll(ordered);
        reported.sort(Comparator.comparing(Reported::table));
        return new Difference(all, reported, notes, likely, before);
    }

    private void compare(Schema desired, Schema canonical) {
        Set<TableName> declared = new HashSet<>();
        for (Table wanted : desired.tables().values()) {
            Table spelled = counterpart(canonical, wanted.name());
            declared.add(spelled.name());
            compare(
                    standing(wanted.name(), spelled.name()),
                    Respelled.of(wanted, spelled),
                    spelled,
                    actual.table(spelled.name()).orElse(null));
        }
        for (Table found : actual.tables().values()) {
            if (!declared.contains(found.name())) {
                undeclared(scope.of(found.name(), false), found);
            }
        }
    }

    /** A table of the canonical schema: in the default one it has no schema, whether the model says it or not. */
    private static Table counterpart(Schema canonical, TableName name) {
        return canonical
                .table(name)
                .or(() -> canonical.table(TableName.of(name.name())))
                .orElseThrow();
    }

    private Standing standing(TableName written, TableName spelled) {
        return Optional.ofNullable(scope.standings().get(written)).orElseGet(() -> scope.of(spelled, true));
    }

    private void compare(Standing standing, Table desired, Table canonical, @Nullable Table found) {
        if (standing == Standing.IGNORED) {
            return;
        }
        if (found == null) {
            take(
                    standing,
                    new CreateTable(desired.withRenamedFrom(null)
                            .withColumns(desired.columns().stream()
                                    .map(column -> column.withRenamedFrom(null))
                                    .toList())));
            return;
        }
        Pair pair = new Pair(desired, canonical, found, naming);
        if (standing == Standing.OWNED) {
            owned.add(pair);
        }
        for (Compared compared : Compared.ALL) {
            compared.compare(pair).forEach(operation -> take(standing, operation));
        }
        for (Check check : ComparedChecks.unnamed(pair)) {
            Why why = standing == Standing.OWNED ? Why.NOT_GENERATED : why(standing);
            reported.add(new Reported(pair.name(), null, why, "a check without a name: " + check.sql()));
        }
    }

    private void undeclared(Standing standing, Table found) {
        switch (standing) {
            case IGNORED -> {}
            case UNKNOWN ->
                reported.add(new Reported(found.name(), null, Why.UNKNOWN, "table " + found.name() + " has no owner"));
            default -> take(standing, new DropTable(found.name()));
        }
    }

    private void take(Standing standing, Operation operation) {
        if (standing == Standing.OWNED) {
            operations.add(operation);
        } else {
            TableName table = operation.tables().iterator().next();
            reported.add(new Reported(table, column(operation), why(standing), operation.describe()));
        }
    }

    private static Why why(Standing standing) {
        return switch (standing) {
            case PROTECTED -> Why.PROTECTED;
            case OTHER -> Why.OTHER_BRANCH;
            default -> Why.UNKNOWN;
        };
    }

    private static @Nullable String column(Operation operation) {
        if (operation instanceof AlterColumn alter) {
            return alter.column();
        }
        if (operation instanceof AddColumn add) {
            return add.column().name();
        }
        return operation instanceof DropColumn drop ? drop.column() : null;
    }
}
