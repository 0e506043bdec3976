package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.lock.LockException;
import dev.trellis.internal.run.Runner;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.state.StateException;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Column;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The return of branches whose tables {@code remove --keep-data} has set aside, that is, renamed and kept. Before an upgrade
 * runs a revision of such a branch, the upgrade restores the tables and the heads of the branch. Foreign keys whose tables
 * have changed in the meantime are created after the upgrade.
 */
final class BranchReturn {
    private final Workspace workspace;
    private final Listener listener;
    private final Session session;
    private final MigrationState state;
    private final Branches branches;
    private final RevisionGraph graph;
    private final Runner runner;

    BranchReturn(
            Workspace workspace,
            Listener listener,
            Session session,
            CommandDatabase database,
            Branches branches,
            Runner runner) {
        this.workspace = workspace;
        this.listener = listener;
        this.session = session;
        this.state = database.state();
        this.branches = branches;
        this.graph = branches.graph();
        this.runner = runner;
    }

    /**
     * Restores the branches of which the upgrade to a target would run a revision.
     *
     * @return whether a branch has been restored; the given state of the database is then out of date
     */
    boolean restore(DatabaseState found, String target) throws SQLException {
        Heads heads = found.heads();
        for (Removed removed : removed(found, false)) {
            RemovalScript removal = removed.script();
            boolean returns = graph.upgrade(heads, target).revisions().stream()
                    .anyMatch(revision -> isOf(revision, removal.separateBranch()));
            if (returns) {
                heads = restore(removed, heads);
            }
        }
        return !heads.equals(found.heads());
    }

    /**
     * A removal.
     *
     * @param id the key of its row in the history
     */
    private record Removed(long id, HistoryEntry entry, RemovalScript script) {}

    private List<Removed> removed(DatabaseState found, boolean isRestored) throws SQLException {
        List<Removed> removed = new ArrayList<>();
        for (DatabaseState.Removal removal : found.removals()) {
            if (removal.isRestored() == isRestored) {
                for (HistoryEntry entry : state.history().entries(List.of(removal.id()))) {
                    removed.add(new Removed(removal.id(), entry, RemovalScript.of(entry)));
                }
            }
        }
        return removed;
    }

    private boolean isOf(Revision revision, String label) {
        Branch branch = branches.of(revision.id());
        return branch != null && branch.label().equals(label);
    }

    private Heads restore(Removed removed, Heads heads) throws SQLException {
        RemovalScript removal = removed.script();
        for (String row : removal.removedRows()) {
            if (graph.find(row).isEmpty()) {
                throw StateException.unexplainedRevision(row, MigrationState.origin(removed.entry()));
            }
        }
        Heads before = withPrerequisites(removal, heads);
        Heads after = before;
        for (String row : removal.removedRows()) {
            after = graph.upgrade(after, row).end();
        }
        RenamesSince changes = new RenamesSince(removed.id(), state.read(), branches, workspace.parsing());
        List<Operation> renames = new ArrayList<>();
        List<CreateForeignKey> keys = new ArrayList<>();
        List<Operation> definitions = new ArrayList<>();
        for (LocatedOperation located : operations(removal)) {
            Operation operation = located.operation();
            if (operation instanceof CreateForeignKey key) {
                keys.add(changes.applied(key));
            } else {
                (operation instanceof CreateDefinition ? definitions : renames).add(operation);
            }
        }
        Schema schema = inspect();
        Map<TableName, Table> tables = tables(removal.separateBranch(), renames, schema);
        CreatableKeys creatable = creatable(keys, tables, schema);
        MisfitRows misfits = new MisfitRows(session, workspace.naming(), schema, tables, creatable.now());
        List<Operation> restored = new ArrayList<>(renames);
        restored.addAll(misfits.operations());
        restored.addAll(creatable.now());
        restored.addAll(definitions);
        RemovalScript script = RemovalScripts.write(
                workspace,
                new Revision(
                        removal.id(), added(before, after), Set.of(removal.separateBranch()), added(after, before)),
                "restore the tables of branch '" + removal.separateBranch() + "'",
                creatable.later().isEmpty() ? Action.RETURN : Action.RESTORE,
                new DraftBody(restored, List.copyOf(creatable.later()), List.of()));
        misfits.notes().forEach(listener::note);
        run(script, before);
        return after;
    }

    private static List<String> added(Heads first, Heads second) {
        return second.ids().stream().filter(row -> !first.ids().contains(row)).toList();
    }

    private List<LocatedOperation> operations(RemovalScript removal) {
        List<LocatedOperation> downgrade = removal.body(workspace.parsing()).downgrade();
        return downgrade == null ? List.of() : downgrade;
    }

    private void run(RemovalScript script, Heads heads) throws SQLException {
        if (!runner.run(script, heads)) {
            throw LockException.headsMoved();
        }
    }

    /** Runs the revisions of other branches that the branch depends on and that are not applied. */
    private Heads withPrerequisites(RemovalScript removal, Heads heads) throws SQLException {
        Heads present = heads;
        for (String row : removal.removedRows()) {
            for (Revision revision : graph.upgrade(present, row).revisions()) {
                if (!isOf(revision, removal.separateBranch())) {
                    Plan plan = graph.upgrade(present, revision.id());
                    if (!runner.run(plan)) {
                        throw LockException.headsMoved();
                    }
                    present = plan.end();
                }
            }
        }
        return present;
    }

    private Schema inspect() throws SQLException {
        return session.dialect().inspect(session.connection(), ReferencedSchemas.in(workspace));
    }

    /** Returns the tables with their present names by the names that they get. */
    private static Map<TableName, Table> tables(String label, List<Operation> renames, Schema schema) {
        Map<TableName, Table> tables = new LinkedHashMap<>();
        List<TableName> taken = new ArrayList<>();
        for (Operation operation : renames) {
            if (operation instanceof RenameTable rename) {
                TableName name = rename.table().renamed(rename.to());
                tables.put(name, schema.require(rename.table()));
                if (schema.table(name).isPresent()) {
                    taken.add(name);
                }
            }
        }
        if (!taken.isEmpty()) {
            throw RemovalException.nameTaken(label, taken);
        }
        return tables;
    }

    // ---- foreign keys ----

    /**
     * The foreign keys of a returning branch.
     *
     * @param now those that can be created now
     * @param later those whose columns or referred columns do not exist or have other types
     */
    private record CreatableKeys(List<CreateForeignKey> now, List<CreateForeignKey> later) {}

    private CreatableKeys creatable(List<CreateForeignKey> keys, Map<TableName, Table> tables, Schema schema) {
        CreatableKeys creatable = new CreatableKeys(new ArrayList<>(), new ArrayList<>());
        keys.forEach(key -> (isCreatable(key, tables, schema) ? creatable.now() : creatable.later()).add(key));
        return creatable;
    }

    private boolean isCreatable(CreateForeignKey create, Map<TableName, Table> tables, Schema schema) {
        ForeignKey key = create.key();
        Table own = tables.get(create.table());
        Table referred = schema.table(key.referredTable()).orElse(null);
        if (own == null || referred == null) {
            return false;
        }
        for (int i = 0; i < key.columns().size(); i++) {
            Optional<Column> column = own.column(key.columns().get(i));
            Optional<Column> other = referred.column(key.referredColumns().get(i));
            if (column.isEmpty()
                    || other.isEmpty()
                    || !session.dialect()
                            .canReference(column.get().type(), other.get().type())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Creates the foreign keys that could not be created when the tables were restored. A key of a table or column that the
     * branch no longer has is forgotten. If other keys still cannot be created, they stay recorded until the branch is at its
     * heads; then they are reported and forgotten.
     */
    void createKeys(DatabaseState found) throws SQLException {
        for (Removed removed : removed(found, true)) {
            RemovalScript restored = removed.script();
            RenamesSince changes = new RenamesSince(removed.id(), found, branches, workspace.parsing());
            Schema schema = inspect();
            List<CreateForeignKey> wanted = new ArrayList<>();
            for (LocatedOperation located : operations(restored)) {
                if (located.operation() instanceof CreateForeignKey key && isMissing(key, schema)) {
                    wanted.add(changes.applied(key));
                }
            }
            CreatableKeys creatable = creatable(wanted, schema.tables(), schema);
            if (!creatable.later().isEmpty() && !graph.upToDate(found.heads(), restored.separateBranch())) {
                continue;
            }
            for (CreateForeignKey key : creatable.later()) {
                listener.note("foreign key " + key.key().name() + " of table " + key.table() + " to "
                        + key.key().references()
                        + " is not created again: its columns or the referred columns are missing or have other types");
            }
            MisfitRows misfits = new MisfitRows(
                    session, workspace.naming(), schema, ofBranch(creatable.now(), schema), creatable.now());
            List<Operation> operations = new ArrayList<>(misfits.operations());
            operations.addAll(creatable.now());
            misfits.notes().forEach(listener::note);
            run(
                    RemovalScripts.write(
                            workspace,
                            new Revision(restored.id(), List.of(), Set.of(restored.separateBranch()), List.of()),
                            "restore the foreign keys of branch '" + restored.separateBranch() + "'",
                            Action.RETURN,
                            new DraftBody(operations, List.of(), List.of())),
                    found.heads());
        }
    }

    /** Returns the tables that get the foreign keys, and all tables that refer to these directly or indirectly. */
    private static Map<TableName, Table> ofBranch(List<CreateForeignKey> keys, Schema schema) {
        Map<TableName, Table> tables = new LinkedHashMap<>();
        keys.forEach(key -> tables.put(key.table(), schema.require(key.table())));
        for (int before = -1; before < tables.size(); ) {
            before = tables.size();
            for (Table table : schema.tables().values()) {
                if (table.foreignKeys().stream().anyMatch(key -> tables.containsKey(key.referredTable()))) {
                    tables.put(table.name(), table);
                }
            }
        }
        return tables;
    }

    private static boolean isMissing(CreateForeignKey key, Schema schema) {
        Table table = schema.table(key.table()).orElse(null);
        return table != null
                && key.key().columns().stream()
                        .allMatch(column -> table.column(column).isPresent())
                && table.foreignKeys().stream()
                        .noneMatch(other -> isSame(key.key().name(), other.name()));
    }

    private static boolean isSame(@Nullable String name, @Nullable String other) {
        return name != null && name.equalsIgnoreCase(other);
    }
}
