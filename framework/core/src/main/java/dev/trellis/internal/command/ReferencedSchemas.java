package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.IdentifierCollector;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The schemas, other than the default one, that scripts and models name.
 *
 * @param names all names, sorted
 * @param presupposed those that no script creates before it uses them, so that an administrator has to create them; sorted
 */
public record ReferencedSchemas(List<String> names, List<String> presupposed) {

    /** Reads the names from the scripts and models of all branches. */
    public static ReferencedSchemas of(Workspace workspace) {
        Set<String> presupposed = new TreeSet<>();
        Set<String> created = new TreeSet<>();
        boolean namedEnums = workspace.dialect().capabilities().namedEnums();
        workspace
                .branches()
                .readBodies(
                        workspace.parsing(),
                        (script, body) -> body.upgrade()
                                .forEach(located -> add(located.operation(), namedEnums, presupposed, created)));
        Set<String> names = new TreeSet<>(presupposed);
        names.addAll(created);
        BranchModels models = new BranchModels(workspace);
        for (Branch branch : workspace.branches().all()) {
            names.addAll(ofObjects(models.of(branch)));
        }
        List<String> others = new ArrayList<>(names);
        others.removeAll(created);
        return new ReferencedSchemas(List.copyOf(names), List.copyOf(others));
    }

    /** Returns all names, sorted. */
    public static List<String> in(Workspace workspace) {
        return of(workspace).names();
    }

    /** Returns the schemas together with further ones, which no script creates. */
    public ReferencedSchemas and(Collection<String> further) {
        Set<String> allNames = new TreeSet<>(names);
        Set<String> allPresupposed = new TreeSet<>(presupposed);
        for (String each : further) {
            if (allNames.add(each)) {
                allPresupposed.add(each);
            }
        }
        return new ReferencedSchemas(List.copyOf(allNames), List.copyOf(allPresupposed));
    }

    private static void add(Operation operation, boolean namedEnums, Set<String> presupposed, Set<String> created) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> add(each, namedEnums, presupposed, created));
        } else if (operation instanceof CreateSchema create) {
            if (!presupposed.contains(create.name())) {
                created.add(create.name());
            }
        } else {
            IdentifierCollector.schemasIn(operation, namedEnums).stream()
                    .filter(schema -> !created.contains(schema))
                    .forEach(presupposed::add);
        }
    }

    private static List<String> ofObjects(Schema model) {
        return Stream.concat(
                        model.tables().keySet().stream(),
                        model.definitions().keySet().stream().map(definition -> definition.name()))
                .map(TableName::schema)
                .filter(Objects::nonNull)
                .toList();
    }
}
