package dev.trellis.internal.protection;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The protection of a base schema against the scripts of other branches (DESIGN section 6, rule 4), as far as it can be
 * told from what is written; what raw SQL and Java do is looked at when they run.
 */
public final class Protection {
    private final boolean any;
    private final Dialect dialect;
    private final String defaultSchema;
    private final Supplier<Ownership> ownership;
    private @Nullable Ownership known;
    private final Map<TableName, TableName> compared = new TreeMap<>();

    /**
     * @param any whether there is a protected branch at all; without one there is nothing to check and nothing to read
     * @param home the schema that a name without one lies in
     * @param ownership asked for when the first operation on a table is looked at
     */
    public Protection(boolean any, Dialect dialect, String home, Supplier<Ownership> ownership) {
        this.any = any;
        this.dialect = dialect;
        this.defaultSchema = home;
        this.ownership = ownership;
    }

    /** Whether there is anything to protect from a branch's revision. */
    public boolean appliesTo(@Nullable Branch branch) {
        return any && (branch == null || !branch.isProtected());
    }

    /** Who owns which table; worked out when it is first asked for. */
    public Ownership ownership() {
        if (known == null) {
            known = ownership.get();
            known.protectedTables().forEach(table -> compared.put(dialect.comparisonKey(table, defaultSchema), table));
        }
        return known;
    }

    /** The protected table that a name means here, however it is written; null when it is none. */
    public @Nullable TableName protectedTable(TableName name) {
        ownership();
        return compared.get(dialect.comparisonKey(name, defaultSchema));
    }

    /** The protected branch that a protected table belongs to. */
    public Branch ownerOf(TableName guarded) {
        return Objects.requireNonNull(ownership().protector(guarded));
    }

    /**
     * Finds the operations of a script that would change a protected table.
     *
     * @param problems takes one problem for each, with its place
     */
    public void check(Branch branch, Body body, Problems problems) {
        check(branch, body.upgrade(), problems);
        List<LocatedOperation> downgrade = body.downgrade();
        check(branch, downgrade == null ? List.of() : downgrade, problems);
    }

    /** The same of some operations. */
    public void check(Branch branch, List<LocatedOperation> instructions, Problems problems) {
        if (!appliesTo(branch)) {
            return;
        }
        for (LocatedOperation instruction : instructions) {
            Operation operation = instruction.operation();
            operation
                    .tables()
                    .forEach(table -> refuse(branch, protectedTable(table), operation, instruction.at(), problems));
        }
    }

    /**
     * Finds the raw SQL that says that it changes a protected table: for where running it would be too late to find out.
     *
     * @param problems takes one problem for each, with its place
     */
    public void checkSql(@Nullable Branch branch, List<LocatedOperation> instructions, Problems problems) {
        if (appliesTo(branch)) {
            for (LocatedOperation instruction : instructions) {
                changed(instruction.operation())
                        .forEach(table -> refuse(branch, table, instruction.operation(), instruction.at(), problems));
            }
        }
    }

    /** The protected tables that raw SQL says it changes. */
    private Stream<TableName> changed(Operation operation) {
        return actions(operation)
                .flatMap(action -> action.changedTables().stream())
                .map(written -> protectedTable(dialect.parseTableName(written)))
                .filter(Objects::nonNull)
                .distinct();
    }

    /**
     * The protected tables that raw SQL says it drops. One that is made again as it was has lost its rows, and where the
     * catalogue does not tell that it is another.
     */
    private Stream<TableName> dropped(Operation operation) {
        return actions(operation)
                .filter(action -> action instanceof StatementSummary.Drop drop && drop.kind() == ObjectKind.TABLE)
                .flatMap(action -> action.changedTables().stream())
                .map(written -> protectedTable(dialect.parseTableName(written)))
                .filter(Objects::nonNull)
                .distinct();
    }

    private Stream<StatementSummary> actions(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().flatMap(this::actions);
        }
        return operation instanceof ExecuteSql execute
                ? StatementParser.parseAll(execute.sql().in(dialect.name()), dialect.syntax()).stream()
                : Stream.of();
    }

    /**
     * Finds what must not even begin: what says that it drops a protected table, and what says that it changes one where that
     * could not be taken back.
     *
     * @param problems takes one problem for each, with its place
     */
    public void checkBeforeRunning(@Nullable Branch branch, List<LocatedOperation> instructions, Problems problems) {
        for (LocatedOperation instruction : instructions) {
            Operation operation = instruction.operation();
            boolean undone = dialect.capabilities().transactionalDdl() && !(operation instanceof Autocommit);
            (undone ? dropped(operation) : changed(operation))
                    .forEach(table -> refuse(branch, table, operation, instruction.at(), problems));
        }
    }

    private void refuse(
            @Nullable Branch branch, @Nullable TableName table, Operation operation, Location at, Problems problems) {
        if (table != null) {
            String label = branch == null ? "" : branch.label();
            problems.add(
                    ProtectionException.protectedTable(table, ownerOf(table).label(), label, operation.describe(), at));
        }
    }

    /**
     * What raw SQL says that it alters, drops or puts in another's place where that could not be taken back, other than
     * tables, which {@link #checkBeforeRunning} knows without asking.
     *
     * @param each takes the kind of thing, and its name
     */
    public void irreversibleTargets(Operation operation, BiConsumer<ObjectKind, TableName> each) {
        if (!dialect.capabilities().transactionalDdl() || operation instanceof Autocommit) {
            actions(operation).forEach(action -> {
                if (action instanceof StatementSummary.Definition definition && definition.changesExisting()) {
                    definition
                            .names()
                            .forEach(written -> each.accept(definition.kind(), dialect.parseTableName(written)));
                }
            });
        }
    }

    /**
     * Whether only running the instructions will tell what they change: raw SQL, Java, SQL in a condition or a default, rows,
     * which may fire a trigger, an index by its name, operations on a type, and on a table that only the database can tell
     * from a protected one.
     */
    public boolean needsMonitoring(List<LocatedOperation> instructions) {
        return instructions.stream()
                .map(LocatedOperation::operation)
                .anyMatch(operation -> !SideEffects.is(operation)
                        || operation.tables().stream().anyMatch(this::isCalledAlike));
    }

    private boolean isCalledAlike(TableName table) {
        return ownership().protectedTables().stream()
                .anyMatch(other -> other.name().equalsIgnoreCase(table.name()));
    }

    /** Whether there is raw SQL or Java among them. */
    public static boolean isRaw(List<LocatedOperation> instructions) {
        return instructions.stream().anyMatch(instruction -> isRaw(instruction.operation()));
    }

    /** Whether it is raw SQL or Java, or has some in it. */
    public static boolean isRaw(Operation operation) {
        return operation instanceof ExecuteSql
                || operation instanceof RunJava
                || (operation instanceof Autocommit autocommit
                        && autocommit.operations().stream().anyMatch(Protection::isRaw));
    }
}
