package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.run.Replay;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.model.ModelSource;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The models of all branches. Each model is read on first use. */
final class BranchModels {
    private final Workspace workspace;
    private final Map<String, Schema> schemas = new HashMap<>();
    private @Nullable Schema replayed;

    BranchModels(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Returns the desired schema of a branch; empty if the branch has no model. */
    Schema of(Branch branch) {
        Schema known = schemas.get(branch.label());
        if (known != null) {
            return known;
        }
        schemas.put(branch.label(), Schema.EMPTY);
        Schema schema = branch.model() == null ? Schema.EMPTY : read(branch, branch.model());
        schemas.put(branch.label(), schema);
        return schema;
    }

    private Schema read(Branch branch, ModelSource model) {
        Function<TableName, Optional<Table>> bases = name -> inOtherBranches(branch, name);
        return model instanceof YamlModel yaml
                ? yaml.read(workspace.naming(), bases, workspace.dialects())
                : ContributedCode.call(
                        model,
                        "read",
                        () -> model.read(
                                workspace.naming(), bases, workspace.dialect().name()));
    }

    /**
     * Returns the desired schema of a protected branch whose model is a YAML file; empty for any other branch. Protection
     * uses this method during a run, where loading Hibernate for a model of entity classes would be too slow. Protection
     * knows the tables that scripts create without a model.
     */
    Schema ofYaml(Branch branch) {
        return branch.isProtected() && branch.model() instanceof YamlModel ? of(branch) : Schema.EMPTY;
    }

    private Optional<Table> inOtherBranches(Branch reader, TableName name) {
        return workspace.branches().all().stream()
                .filter(branch -> !branch.equals(reader))
                .flatMap(branch -> of(branch).table(name).stream())
                .findFirst()
                .or(() -> inScripts(name));
    }

    /** Finds a table of a branch without a model by replaying all scripts; empty if the scripts cannot be replayed. */
    private Optional<Table> inScripts(TableName name) {
        if (replayed == null) {
            replayed = Schema.EMPTY;
            List<String> heads = workspace.branches().graph().effectiveHeads().stream()
                    .map(Revision::id)
                    .toList();
            try {
                replayed = new Replay(workspace.branches(), workspace.parsing()).schema(Heads.of(heads));
            } catch (TrellisException notReplayable) {
                return Optional.empty();
            }
        }
        return replayed.table(name);
    }

    /** Returns the names of the tables that the branch's model declares, sorted. */
    List<String> tables(Branch branch) {
        return of(branch).tables().keySet().stream().map(TableName::toString).toList();
    }
}
