package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.revision.Revision;
import dev.trellis.schema.TableName;
import dev.trellis.script.LocatedOperation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Finds the schemas, other than the default one, that scripts and models name. */
final class ReferencedSchemas {
    private ReferencedSchemas() {}

    /** Returns the names, sorted. */
    static List<String> in(Workspace workspace) {
        TreeSet<String> schemas = new TreeSet<>();
        for (Revision revision : workspace.branches().graph().order()) {
            MigrationScript script = workspace.branches().script(revision.id());
            if (script != null) {
                for (LocatedOperation located : script.body(workspace.parsing()).upgrade()) {
                    add(schemas, located.operation().tables());
                }
            }
        }
        BranchModels models = new BranchModels(workspace);
        for (Branch branch : workspace.branches().all()) {
            add(schemas, models.of(branch).tables().keySet());
        }
        return List.copyOf(schemas);
    }

    private static void add(Set<String> schemas, Collection<TableName> tables) {
        tables.stream().map(TableName::schema).filter(Objects::nonNull).forEach(schemas::add);
    }
}
