package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.schema.TableName;
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
        workspace
                .branches()
                .readBodies(
                        workspace.parsing(),
                        (script, body) -> body.upgrade().forEach(located -> add(schemas, located.operation())));
        BranchModels models = new BranchModels(workspace);
        for (Branch branch : workspace.branches().all()) {
            add(schemas, models.of(branch).tables().keySet());
            models.of(branch).definitions().keySet().forEach(definition -> add(schemas, List.of(definition.name())));
        }
        return List.copyOf(schemas);
    }

    private static void add(Set<String> schemas, Operation operation) {
        add(schemas, operation.tables());
        if (operation instanceof CreateDefinition create) {
            add(schemas, List.of(create.definition().name().name()));
        }
    }

    private static void add(Set<String> schemas, Collection<TableName> tables) {
        tables.stream().map(TableName::schema).filter(Objects::nonNull).forEach(schemas::add);
    }
}
