package dev.trellis.internal.update;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.report.UpdateEffect;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Applies the scripts of branches to an empty schema, and records the owner of each object. An operation that
 * cannot be applied to the schema is recorded and skipped, so that the remaining scripts are applied.
 */
final class SchemaReplay {
    private final Branches installed;
    private final Branches updated;
    private final ParseContext context;
    private final Dialect dialect;
    private final List<SchemaChange.Caused> changes = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final Set<TableName> newTables = new HashSet<>();
    private final Set<String> newColumns = new HashSet<>();
    private final ObjectOwners owners = new ObjectOwners();
    private Schema schema = Schema.EMPTY;
    private boolean collects;
    private boolean hasUnknownEffects;

    /**
     * Creates a replay.
     *
     * @param installed the branches whose scripts take precedence
     * @param updated the branches with the scripts of all other revisions
     */
    SchemaReplay(Branches installed, Branches updated, ParseContext context) {
        this.installed = installed;
        this.updated = updated;
        this.context = context;
        this.dialect = context.dialect();
    }

    /**
     * An operation that cannot be applied to the schema.
     *
     * @param isCertain whether the operation also fails in a database: no earlier script contains SQL or a Java step that may
     *     have created the missing object
     */
    record Failure(String branch, String revision, LocatedOperation operation, Problem problem, boolean isCertain) {
        /** Returns whether the other failure is the same one. */
        boolean isSame(Failure other) {
            return revision.equals(other.revision)
                    && operation.operation().equals(other.operation.operation())
                    && problem.message().equals(other.problem.message());
        }
    }

    Schema schema() {
        return schema;
    }

    ObjectOwners owners() {
        return owners;
    }

    List<Failure> failures() {
        return failures;
    }

    /** Returns the changes that the scripts have made since {@link #collect}. */
    List<SchemaChange.Caused> changes() {
        return changes;
    }

    /** Begins to collect the changes of objects that exist now. */
    void collect() {
        collects = true;
    }

    /** Applies the upgrade of a revision. */
    void apply(Revision revision) {
        Branches branches = installed.script(revision.id()) == null ? updated : installed;
        MigrationScript script = branches.script(revision.id());
        Branch branch = branches.of(revision.id());
        if (script == null || branch == null) {
            return;
        }
        Body body = script.body(context);
        for (LocatedOperation located : body.upgrade()) {
            apply(located.operation(), new Cause(branch.label(), script, located));
        }
    }

    /** The script and the place of an operation. */
    private record Cause(String label, MigrationScript script, LocatedOperation located) {
        SchemaChange.Caused of(SchemaChange change) {
            return new SchemaChange.Caused(
                    change,
                    label,
                    script.id(),
                    located.location(),
                    script.header().breaks());
        }
    }

    private void apply(Operation operation, Cause cause) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> apply(each, cause));
        } else if (operation instanceof ExecuteSql execute) {
            RawSql raw = RawSql.of(execute, dialect, schema);
            raw.operations().forEach(each -> applyQuietly(each, cause));
            raw.created().forEach(name -> owners.add(name, cause.label()));
            hasUnknownEffects |= raw.createsTables();
            raw.effects().forEach(change -> add(change, cause));
        } else if (operation instanceof RunJava run) {
            hasUnknownEffects = true;
            add(
                    new SchemaChange(
                            UpdateEffect.UNKNOWN_EFFECT,
                            null,
                            Set.of(),
                            "the Java step '" + run.step() + "' runs, whose effect is not known"),
                    cause);
        } else if (operation instanceof BulkInsert insert) {
            add(
                    new SchemaChange(
                            UpdateEffect.ROWS_CHANGED,
                            insert.table(),
                            Set.of(),
                            "rows are inserted into table " + insert.table()),
                    cause);
        } else {
            applyStrictly(operation, cause);
        }
    }

    private void applyStrictly(Operation operation, Cause cause) {
        if (collects) {
            owners.clashes(operation, schema, cause.label()).forEach(change -> changes.add(cause.of(change)));
        }
        Schema before = schema;
        try {
            schema = operation.apply(before, dialect.quoting());
        } catch (TrellisException e) {
            failures.add(
                    new Failure(cause.label(), cause.script().id(), cause.located(), e.problem(), !hasUnknownEffects));
            return;
        }
        compare(before, operation, cause);
    }

    /** Applies an operation that raw SQL contains; raw SQL may name tables that other raw SQL has created. */
    private void applyQuietly(Operation operation, Cause cause) {
        Schema before = schema;
        try {
            schema = operation.apply(before, dialect.quoting());
        } catch (TrellisException e) {
            return;
        }
        compare(before, operation, cause);
    }

    private void compare(Schema before, Operation operation, Cause cause) {
        owners.update(before, schema, operation, cause.label());
        if (!collects) {
            return;
        }
        for (TableName table : schema.tables().keySet()) {
            if (!before.tables().containsKey(table)) {
                newTables.add(table);
            }
        }
        SchemaChanges.between(before, schema, operation).forEach(change -> add(change, cause));
    }

    /** Adds a change unless it concerns only objects that the update itself has created. */
    private void add(SchemaChange change, Cause cause) {
        TableName table = change.object();
        if (!collects || (table != null && newTables.contains(table))) {
            return;
        }
        boolean isOfNewColumns = table != null
                && !change.columns().isEmpty()
                && change.columns().stream().allMatch(column -> newColumns.contains(table + "." + column));
        if (change.effect() == UpdateEffect.COLUMN_ADDED || change.effect() == UpdateEffect.VALUE_REQUIRED) {
            change.columns().forEach(column -> newColumns.add(table + "." + column));
        } else if (isOfNewColumns) {
            return;
        }
        changes.add(cause.of(change));
    }
}
