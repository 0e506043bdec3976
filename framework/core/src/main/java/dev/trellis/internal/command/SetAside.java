package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.branch.SetAsideNames;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.DropConstraint;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry.Action;
import dev.trellis.revision.Heads;
import dev.trellis.revision.NewIdentifier;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Definition;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the script that sets the tables of a branch aside. The script drops the views and triggers of the branch and the
 * foreign keys to tables of other branches, and renames the tables. Functions, sequences, types and everything that is part
 * of a table stay as they are.
 */
final class SetAside {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final Branch branch;
    private final Dialect dialect;

    SetAside(Workspace workspace, Branches branches, Session session, Branch branch) {
        this.workspace = workspace;
        this.branches = branches;
        this.session = session;
        this.branch = branch;
        this.dialect = session.dialect();
    }

    /**
     * Returns the script.
     *
     * @param heads the heads of the database
     * @throws RemovalException {@code nothing_to_remove}, {@code branch_in_use}, {@code already_exists}
     */
    RemovalScript script(Heads heads) throws SQLException {
        Set<String> applied =
                branches.graph().applied(heads).stream().map(Revision::id).collect(Collectors.toSet());
        if (branches.revisions(branch).stream().noneMatch(revision -> applied.contains(revision.id()))) {
            throw RemovalException.nothingToRemove(branch.label());
        }
        Plan downgrade = branches.graph().downgrade(heads, branch.label() + "@base");
        requireUnused(downgrade);
        Ownership ownership =
                Ownership.of(branches.only(applied), new BranchModels(workspace)::of, workspace.parsing());
        Schema schema = session.dialect().inspect(session.connection(), List.copyOf(ownership.schemas()));
        Set<TableName> owned = comparable(ownership.of(branch));
        List<Table> tables = schema.tables().values().stream()
                .filter(table -> owned.contains(comparable(table.name())))
                .toList();
        SetAsideDependents dependents = SetAsideDependents.of(schema, tables, ownership, branch);
        requireUnused(dependents.ofOthers());
        return RemovalScripts.write(
                workspace,
                new Revision(
                        NewIdentifier.next(),
                        added(heads, downgrade.end()),
                        Set.of(branch.label()),
                        added(downgrade.end(), heads)),
                "set aside the tables of branch '" + branch.label() + "'",
                Action.REMOVE,
                body(schema, tables, dependents.own()));
    }

    private void requireUnused(Plan downgrade) {
        requireUnused(downgrade.revisions().stream()
                .filter(revision -> !branch.equals(branches.of(revision.id())))
                .map(revision -> "revision " + revision.id() + of(branches.of(revision.id())))
                .toList());
    }

    private void requireUnused(List<String> objects) {
        if (!objects.isEmpty()) {
            throw RemovalException.branchInUse(branch.label(), objects);
        }
    }

    private static String of(@Nullable Branch other) {
        return other == null ? "" : " of branch '" + other.label() + "'";
    }

    /** Returns the rows that the second version table has and the first one lacks. */
    private static List<String> added(Heads first, Heads second) {
        return second.ids().stream().filter(row -> !first.ids().contains(row)).toList();
    }

    private DraftBody body(Schema schema, List<Table> tables, List<Definition> definitions) {
        List<Operation> aside = new ArrayList<>();
        List<Operation> back = new ArrayList<>();
        List<Definition> dropped = new ArrayList<>(definitions);
        Collections.reverse(dropped);
        dropped.forEach(definition -> aside.add(new DropDefinition(definition.name())));
        Set<TableName> own = tables.stream().map(Table::name).collect(Collectors.toSet());
        List<Operation> keys = new ArrayList<>();
        for (Table table : tables) {
            for (ForeignKey inspected : table.foreignKeys()) {
                if (!own.contains(inspected.referredTable())) {
                    // SQLite finds an unnamed key by its conventional name.
                    ForeignKey key = Naming.DEFAULT.named(table.name(), inspected);
                    aside.add(new DropConstraint(
                            table.name(), String.valueOf(key.name()), DropConstraint.Type.FOREIGN_KEY));
                    keys.add(new CreateForeignKey(table.name(), key));
                }
            }
        }
        List<TableName> taken = new ArrayList<>();
        for (Table table : tables) {
            TableName name = SetAsideNames.of(table.name(), naming());
            if (schema.table(name).isPresent()) {
                taken.add(name);
            }
            aside.add(new RenameTable(table.name(), name.name()));
            back.add(new RenameTable(name, table.name().name()));
        }
        if (!taken.isEmpty()) {
            throw RemovalException.nameTaken(branch.label(), taken);
        }
        back.addAll(keys);
        definitions.forEach(definition -> back.add(new CreateDefinition(definition)));
        return new DraftBody(aside, back, List.of());
    }

    private Naming naming() {
        return workspace.naming();
    }

    private Set<TableName> comparable(Set<TableName> names) {
        return names.stream().map(this::comparable).collect(Collectors.toSet());
    }

    private TableName comparable(TableName name) {
        String schema = session.defaultSchema();
        return dialect.comparisonKey(name, schema == null ? "" : schema);
    }
}
