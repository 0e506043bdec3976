package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.model.YamlModel;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The models of all branches, each read when first asked for. */
final class Models {
    private final Workspace workspace;
    private final Map<String, Schema> read = new HashMap<>();

    Models(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The desired schema of a branch; empty when it has no model. */
    Schema of(Branch branch) {
        Schema known = read.get(branch.label());
        if (known != null) {
            return known;
        }
        read.put(branch.label(), Schema.EMPTY);
        Schema schema = branch.model() == null
                ? Schema.EMPTY
                : branch.model().read(workspace.naming(), name -> elsewhere(branch, name));
        read.put(branch.label(), schema);
        return schema;
    }

    /**
     * As {@link #of}, where the model of a protected branch is a file; else empty. A run asks this for what is protected,
     * and must not load an object mapper for it: what scripts create is known without any model.
     */
    Schema ofYaml(Branch branch) {
        return branch.isProtected() && branch.model() instanceof YamlModel ? of(branch) : Schema.EMPTY;
    }

    private Optional<Table> elsewhere(Branch asking, TableName name) {
        return workspace.branches().all().stream()
                .filter(branch -> !branch.equals(asking))
                .flatMap(branch -> of(branch).table(name).stream())
                .findFirst();
    }

    List<String> tables(Branch branch) {
        return of(branch).tables().keySet().stream().map(TableName::toString).toList();
    }
}
