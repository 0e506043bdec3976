package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.model.YamlModel;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models of all branches, each read when first asked for. */
final class BranchModels {
    private final Workspace workspace;
    private final Map<String, Schema> read = new HashMap<>();
    private @Nullable Schema scripted;

    BranchModels(Workspace workspace) {
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
                .findFirst()
                .or(() -> scripted(name));
    }

    /** A table of a branch without a model is what the scripts make it; where raw SQL is in the way, nobody can tell. */
    private Optional<Table> scripted(TableName name) {
        if (scripted == null) {
            scripted = Schema.EMPTY;
            List<String> heads = workspace.branches().graph().effectiveHeads().stream()
                    .map(Revision::id)
                    .toList();
            try {
                scripted = new Replay(workspace.branches(), workspace.parsing()).schema(Heads.of(heads));
            } catch (TrellisException inTheWay) {
                return Optional.empty();
            }
        }
        return scripted.table(name);
    }

    List<String> tables(Branch branch) {
        return of(branch).tables().keySet().stream().map(TableName::toString).toList();
    }
}
