package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.RejectedExpression;
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
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Index;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares a desired schema with an actual one. {@link DefinitionDiff} compares the definitions. */
public final class SchemaDiff {
    /** The comparers of all kinds of objects. A new kind of object needs one more line in this list. */
    static final List<TableComparer> COMPARERS = List.of(
            new CommentComparer(),
            new ColumnComparer(),
            new PrimaryKeyComparer(),
            new UniqueComparer(),
            new IndexComparer(),
            new CheckComparer(),
            new ExcludeComparer(),
            new OptionComparer(),
            new ForeignKeyComparer());

    /**
     * Converts a desired schema to the form in which inspection would read it back: {@code (desired, actual) ->
     * dialect.canonical(connection, desired, actual, rejected)}.
     *
     * @param <E> the exception of a failed query
     */
    public interface Canonical<E extends Exception> {
        /**
         * Returns the canonical form.
         *
         * @param actual the actual schema after the declared renames
         * @param rejected receives the expressions that the database rejects
         */
        Schema of(Schema desired, Schema actual, Consumer<RejectedExpression> rejected) throws E;
    }

    /** The number of definitions without an owner that a report names. */
    private static final int SHOWN_NAMES = 5;

    private final Scope scope;
    private final Schema actual;
    private final TablePair.Context context;
    private final List<TablePair> owned = new ArrayList<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<UnmanagedDifference> reported = new ArrayList<>();

    private SchemaDiff(Scope scope, Naming naming, Dialect dialect, Schema canonical, Schema actual) {
        this.scope = scope;
        this.actual = actual;
        this.context = new TablePair.Context(naming, dialect, names(canonical));
    }

    /**
     * Computes the difference for one branch.
     *
     * @param desired the tables of all models; for tables of other branches, the differences are only reported
     * @param actual the inspected schema
     * @param scope the role of each table
     * @param naming the naming convention with which the models were read, with the database's limit for the length of
     *     names; {@link NamePairing} explains which names it has to recognize
     * @param dialect the dialect of the database
     */
    public static <E extends Exception> Diff of(
            Schema desired, Schema actual, Scope scope, Naming naming, Dialect dialect, Canonical<E> canonical)
            throws E {
        Schema before = named(actual);
        DeclaredRenames renames = DeclaredRenames.of(desired, before, scope);
        List<RejectedExpression> rejected = new ArrayList<>();
        ToleratedSchema tolerated = ToleratedSchema.of(
                desired, canonical.of(desired, renames.after(), rejected::add), renames.after(), naming, canonical);
        Schema spelled = tolerated.canonical();
        ParentChanges parents = ParentChanges.of(spelled, tolerated.desired(), renames.after());
        SchemaDiff diff = new SchemaDiff(scope, naming, dialect, spelled, parents.after());
        parents.operations().forEach(diff::addOrReport);
        diff.compare(tolerated.desired(), spelled);
        List<DefinitionPair> definitions = DefinitionPair.of(desired, spelled, renames.after());
        DefinitionDiff definitionDiff =
                DefinitionDiff.of(definitions, DefinitionDiff.named(renames.after(), definitions), scope);
        definitionDiff.reported().forEach(diff::report);
        definitionDiff.unknown().forEach(diff::reportUnknown);
        rejected.forEach(diff::report);
        return diff.result(renames.operations(), spelled, DefinitionDiff.named(before, definitions), definitionDiff);
    }

    /** Groups the operations by the tables that they change. */
    static Map<TableName, List<Operation>> byTable(List<Operation> operations) {
        Map<TableName, List<Operation>> byTable = new HashMap<>();
        for (Operation operation : operations) {
            for (TableName table : operation.tables()) {
                byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(operation);
            }
        }
        return byTable;
    }

    /** Gives objects without a name in the database the name of the default convention, by which dialects find them. */
    private static Schema named(Schema actual) {
        return actual.withEach(Naming.DEFAULT::named);
    }

    private static Set<String> names(Schema canonical) {
        Set<String> names = new HashSet<>();
        for (Table table : canonical.tables().values()) {
            for (UniqueConstraint unique : table.uniques()) {
                add(names, unique.name());
            }
            for (Index index : table.indexes()) {
                add(names, index.name());
            }
            for (Check check : table.checks()) {
                add(names, check.name());
            }
        }
        return names;
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(NamePairing.key(name));
        }
    }

    private Diff result(List<Operation> renames, Schema canonical, Schema before, DefinitionDiff definitions) {
        List<RenameCandidate> candidates = RenameDetector.of(operations, owned, canonical, actual);
        List<Operation> ordered = OperationOrder.of(DependentObjects.withRecreations(owned, operations), actual);
        Set<TableName> touched = new HashSet<>();
        owned.forEach(pair -> touched.add(pair.name()));
        ordered.forEach(operation -> touched.addAll(operation.tables()));
        List<Warning> warnings = DraftWarnings.of(ordered, canonical, actual, touched::contains, candidates);
        List<Operation> changes = definitions.with(ordered);
        List<Operation> all = new ArrayList<>(MissingSchemas.creations(changes, canonical, before));
        all.addAll(renames);
        all.addAll(changes);
        reported.sort(Comparator.comparing(UnmanagedDifference::table));
        return new Diff(all, reported, warnings, candidates, before);
    }

    private void compare(Schema desired, Schema canonical) {
        Set<TableName> declared = new HashSet<>();
        for (Table table : desired.tables().values()) {
            Table spelled = canonicalTable(canonical, table.name());
            declared.add(spelled.name());
            compare(
                    role(table.name(), spelled.name()),
                    table,
                    spelled,
                    actual.table(spelled.name()).orElse(null));
        }
        List<TableName> partitions = new ArrayList<>();
        for (Table table : actual.tables().values()) {
            if (!declared.contains(table.name())) {
                TableRole role = scope.of(table.name(), false);
                if (table.options().partitionOf() != null && role != TableRole.IGNORED) {
                    partitions.add(table.name());
                } else {
                    compareUndeclared(role, table.name());
                }
            }
        }
        if (!partitions.isEmpty()) {
            reportUnknown("partition", "partitions", partitions.get(0), partitions);
        }
    }

    /** Finds a table in the canonical schema, where a table of the default schema has no schema in its name. */
    static Table canonicalTable(Schema canonical, TableName name) {
        return canonical
                .table(name)
                .or(() -> canonical.table(TableName.of(name.name())))
                .orElseThrow();
    }

    private TableRole role(TableName written, TableName spelled) {
        return Optional.ofNullable(scope.roles().get(written)).orElseGet(() -> scope.of(spelled, true));
    }

    private void compare(TableRole role, Table written, Table canonical, @Nullable Table actualTable) {
        if (role == TableRole.IGNORED) {
            return;
        }
        if (actualTable == null) {
            addOrReport(role, canonical.name(), creation(CatalogSpelling.of(written, canonical)));
            return;
        }
        TablePair pair = new TablePair(written, canonical, actualTable, context);
        if (role == TableRole.OWNED) {
            owned.add(pair);
        }
        if (!canonical.equalsInAnyOrder(actualTable)) {
            compare(role, pair);
        }
    }

    private static CreateTable creation(Table desired) {
        return new CreateTable(desired.withRenamedFrom(null)
                .withColumns(desired.columns().stream()
                        .map(column -> column.withRenamedFrom(null))
                        .toList()));
    }

    private void compare(TableRole role, TablePair pair) {
        List<TableComparer> comparers = pair.isDefinedByOption() ? List.of(new OptionComparer()) : COMPARERS;
        for (TableComparer comparer : comparers) {
            comparer.compare(pair).forEach(operation -> addOrReport(role, pair.name(), operation));
        }
        for (TableComparer comparer : comparers) {
            for (String difference : comparer.unchangeable(pair)) {
                reported.add(new UnmanagedDifference(pair.name(), null, reason(role), difference));
            }
        }
    }

    /**
     * Compares a table that no model declares. The caller reports undeclared partitions, which another program may create
     * and drop.
     */
    private void compareUndeclared(TableRole role, TableName table) {
        switch (role) {
            case IGNORED -> {}
            case UNKNOWN ->
                reported.add(new UnmanagedDifference(table, null, reason(role), "table " + table + " has no owner"));
            case OWNED, PROTECTED, OTHER -> addOrReport(role, table, new DropTable(table));
        }
    }

    private void addOrReport(TableName table, List<Operation> changes) {
        TableRole role = role(table, table);
        if (role != TableRole.IGNORED) {
            changes.forEach(operation -> addOrReport(role, table, operation));
        }
    }

    private void addOrReport(TableRole role, TableName table, Operation operation) {
        if (role == TableRole.OWNED) {
            operations.add(operation);
        } else {
            reported.add(new UnmanagedDifference(table, column(operation), reason(role), operation.describe()));
        }
    }

    private void report(RejectedExpression each) {
        if (scope.of(each.table(), true) != TableRole.IGNORED) {
            String column = each.part().isOfColumn() ? each.name() : null;
            reported.add(new UnmanagedDifference(each.table(), column, Reason.REJECTED, each.describe()));
        }
    }

    private void report(DefinitionDiff.Unmanaged each) {
        reported.add(new UnmanagedDifference(each.definition().name(), null, reason(each.role()), each.what()));
    }

    /** Reports the definitions of one kind that no branch owns, in one line. */
    private void reportUnknown(DefinitionKind kind, List<DefinitionName> names) {
        reportUnknown(
                kind.words(), kind.plural().replace('_', ' '), names.get(0).name(), names);
    }

    private void reportUnknown(String kind, String kinds, TableName first, List<?> names) {
        String listed = names.stream().limit(SHOWN_NAMES).map(Object::toString).collect(Collectors.joining(", "));
        String more = names.size() > SHOWN_NAMES ? " and " + (names.size() - SHOWN_NAMES) + " more" : "";
        String count =
                names.size() == 1 ? "1 " + kind + " has no owner: " : names.size() + " " + kinds + " have no owner: ";
        reported.add(new UnmanagedDifference(first, null, Reason.UNKNOWN, count + listed + more));
    }

    private static Reason reason(TableRole role) {
        return switch (role) {
            case OWNED -> Reason.NOT_GENERATED;
            case PROTECTED -> Reason.PROTECTED;
            case OTHER -> Reason.OTHER_BRANCH;
            case UNKNOWN, IGNORED -> Reason.UNKNOWN;
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
