package dev.trellis.internal.diff;

import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.report.UnmanagedDifference.Reason;
import dev.trellis.report.Warning;
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
public final class SchemaDiff {

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
    private final List<TablePair> owned = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<UnmanagedDifference> reported = new ArrayList<>();

    private SchemaDiff(Scope scope, Naming naming, Schema actual) {
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
    public static <E extends Exception> Diff of(
            Schema desired, Schema actual, Scope scope, Naming naming, Canonical<E> canonical) throws E {
        Schema before = named(actual);
        DeclaredRenames renames = DeclaredRenames.of(desired, before, scope);
        Schema spelled = canonical.of(desired, renames.after());
        SchemaDiff comparison = new SchemaDiff(scope, naming, renames.after());
        comparison.compare(desired, spelled);
        return comparison.difference(renames.operations(), spelled, before);
    }

    /** What the database left unnamed gets the name by which a dialect finds it: the one of the default convention. */
    private static Schema named(Schema actual) {
        return actual.withEach(Naming.DEFAULT::named);
    }

    private Diff difference(List<Operation> renames, Schema canonical, Schema before) {
        List<RenameCandidate> likely = RenameDetector.of(operations, owned, canonical, actual);
        List<Operation> ordered = OperationOrder.of(DependentObjects.withRecreations(owned, operations), actual);
        Set<TableName> ours = new HashSet<>();
        owned.forEach(pair -> ours.add(pair.name()));
        ordered.forEach(operation -> ours.addAll(operation.tables()));
        List<Warning> notes = DraftWarnings.on(ordered, canonical, actual, ours::contains, likely);
        List<Operation> all = new ArrayList<>(renames);
        all.addAll(ordered);
        reported.sort(Comparator.comparing(UnmanagedDifference::table));
        return new Diff(all, reported, notes, likely, before);
    }

    private void compare(Schema desired, Schema canonical) {
        Set<TableName> declared = new HashSet<>();
        for (Table wanted : desired.tables().values()) {
            Table spelled = counterpart(canonical, wanted.name());
            declared.add(spelled.name());
            compare(
                    standing(wanted.name(), spelled.name()),
                    CatalogSpelling.of(wanted, spelled),
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

    private TableRole standing(TableName written, TableName spelled) {
        return Optional.ofNullable(scope.standings().get(written)).orElseGet(() -> scope.of(spelled, true));
    }

    private void compare(TableRole standing, Table desired, Table canonical, @Nullable Table found) {
        if (standing == TableRole.IGNORED) {
            return;
        }
        if (found == null) {
            addOrReport(
                    standing,
                    new CreateTable(desired.withRenamedFrom(null)
                            .withColumns(desired.columns().stream()
                                    .map(column -> column.withRenamedFrom(null))
                                    .toList())));
            return;
        }
        TablePair pair = new TablePair(desired, canonical, found, naming);
        if (standing == TableRole.OWNED) {
            owned.add(pair);
        }
        for (TableComparer compared : TableComparer.ALL) {
            compared.compare(pair).forEach(operation -> addOrReport(standing, operation));
        }
        for (Check check : CheckComparer.unnamed(pair)) {
            Reason why = standing == TableRole.OWNED ? Reason.NOT_GENERATED : why(standing);
            reported.add(new UnmanagedDifference(pair.name(), null, why, "a check without a name: " + check.sql()));
        }
    }

    private void undeclared(TableRole standing, Table found) {
        switch (standing) {
            case IGNORED -> {}
            case UNKNOWN ->
                reported.add(new UnmanagedDifference(
                        found.name(), null, Reason.UNKNOWN, "table " + found.name() + " has no owner"));
            default -> addOrReport(standing, new DropTable(found.name()));
        }
    }

    private void addOrReport(TableRole standing, Operation operation) {
        if (standing == TableRole.OWNED) {
            operations.add(operation);
        } else {
            TableName table = operation.tables().iterator().next();
            reported.add(new UnmanagedDifference(table, column(operation), why(standing), operation.describe()));
        }
    }

    private static Reason why(TableRole standing) {
        return switch (standing) {
            case PROTECTED -> Reason.PROTECTED;
            case OTHER -> Reason.OTHER_BRANCH;
            default -> Reason.UNKNOWN;
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
