package dev.trellis.internal.command;

import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.operation.AlterColumn;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RenameTable;
import dev.trellis.revision.Revision;
import dev.trellis.schema.ForeignKey;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.List;

/** The renames of tables and columns by the revisions that were applied after a moment of the history. */
final class RenamesSince {
    private final List<Operation> renames = new ArrayList<>();

    /**
     * Collects the renames.
     *
     * @param id the key of the row of the history after which the revisions were applied
     */
    RenamesSince(long id, DatabaseState state, Branches branches, ParseContext parsing) {
        for (Revision revision : branches.graph().applied(state.heads())) {
            DatabaseState.Last last = state.lastByRevision().get(revision.id());
            MigrationScript script = branches.script(revision.id());
            if (last != null && last.id() > id && script != null) {
                script.body(parsing).upgrade().stream()
                        .map(LocatedOperation::operation)
                        .filter(operation -> operation instanceof RenameTable || operation instanceof AlterColumn)
                        .forEach(renames::add);
            }
        }
    }

    /** Returns the foreign key with the present names of the table and columns that it refers to. */
    CreateForeignKey applied(CreateForeignKey create) {
        ForeignKey key = create.key();
        for (Operation operation : renames) {
            if (operation instanceof RenameTable rename && rename.table().equals(key.referredTable())) {
                key = key.withReferred(rename.table().renamed(rename.to()), key.referredColumns());
            } else if (operation instanceof AlterColumn alter
                    && alter.table().equals(key.referredTable())
                    && alter.rename() != null) {
                key = key.withReferred(
                        key.referredTable(),
                        key.referredColumns().stream()
                                .map(column -> column.equals(alter.column()) ? alter.rename() : column)
                                .toList());
            }
        }
        return new CreateForeignKey(create.table(), key);
    }
}
