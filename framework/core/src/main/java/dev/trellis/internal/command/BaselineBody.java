package dev.trellis.internal.command;

import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateEnum;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.Reversal;
import dev.trellis.report.Diff;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.script.DraftBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Derives the operations of a baseline: what the replaced revisions add to the schema of the revisions below them. The
 * schemas are computed from the operations of the scripts, so that the baseline is as portable as the scripts are.
 */
final class BaselineBody {
    private final Dialect dialect;
    private final Schema before;
    private final Schema after;
    private final Workspace workspace;

    private BaselineBody(Workspace workspace, Schema before, Schema after) {
        this.workspace = workspace;
        this.dialect = workspace.parsing().dialect();
        this.before = before;
        this.after = after;
    }

    /**
     * Returns the content of the baseline.
     *
     * @param underived the operations to copy
     */
    static DraftBody of(Workspace workspace, SquashedRange range, UnderivedOperations underived) {
        Replay replay = new Replay(workspace.branches(), workspace.parsing());
        List<Revision> all = workspace.graph().withBelow(range.last().id());
        BaselineBody body;
        try {
            body = new BaselineBody(workspace, replay.schema(range.external()), replay.schema(all));
        } catch (TrellisException e) {
            throw SquashException.unknownObject(e);
        }
        return body.draft(underived);
    }

    private DraftBody draft(UnderivedOperations underived) {
        List<Operation> derived = derived();
        List<String> differences = InspectionDiff.between(after, replayed(derived));
        if (!differences.isEmpty()) {
            throw SquashException.underivable(differences);
        }
        List<Operation> upgrade = new ArrayList<>(derived);
        upgrade.addAll(underived.operations());
        if (underived.operations().stream().anyMatch(this::mayCreateObjects)) {
            return new DraftBody(
                    upgrade,
                    null,
                    List.of("There is no downgrade, because the effects of the copied SQL or Java step are unknown."));
        }
        return new DraftBody(upgrade, Reversal.of(derived, before, dialect.quoting()), List.of());
    }

    private List<Operation> derived() {
        Scope scope = Scope.EVERYTHING
                .with(Scope.TableRole.OWNED, new TreeSet<>(before.tables().keySet()))
                .withDefinitions(Scope.TableRole.OWNED, before.definitions().keySet());
        Diff diff = SchemaDiff.of(
                after,
                before,
                scope,
                workspace
                        .configuration()
                        .naming()
                        .withLimit(dialect.capabilities().identifierLimit()),
                dialect,
                (desired, actual, rejected) -> desired);
        if (!diff.reported().isEmpty()) {
            throw SquashException.underivable(diff.reported().stream()
                    .map(each -> each.table() + ": " + each.what())
                    .toList());
        }
        List<Operation> operations = new ArrayList<>(createdSchemas());
        diff.operations().stream()
                .filter(operation -> !(operation instanceof CreateSchema))
                .forEach(operations::add);
        Schema replayed = replayed(operations);
        after.enums().forEach((name, type) -> {
            if (!replayed.enums().containsKey(name)) {
                operations.add(createdSchemas().size(), new CreateEnum(type));
            }
        });
        return operations;
    }

    /** Returns the operations for the schemas that scripts create; those that scripts only name exist already. */
    private List<Operation> createdSchemas() {
        Set<String> created = new TreeSet<>(after.schemas());
        created.removeAll(before.schemas());
        return created.stream().<Operation>map(CreateSchema::new).toList();
    }

    private Schema replayed(List<Operation> operations) {
        Schema schema = before;
        for (Operation operation : operations) {
            schema = operation.apply(schema, dialect.quoting());
        }
        return schema;
    }

    /** Returns whether an operation may create objects, which dropping the tables of the baseline would not remove. */
    private boolean mayCreateObjects(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return autocommit.operations().stream().anyMatch(this::mayCreateObjects);
        }
        if (operation instanceof ExecuteSql execute) {
            return execute.sql().byDialect().values().stream()
                    .anyMatch(sql -> StatementParser.containsDefinition(sql, dialect.syntax()));
        }
        return !(operation instanceof BulkInsert);
    }
}
