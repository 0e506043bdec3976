package dev.trellis.adopt;

import dev.trellis.adopt.ConvertedFiles.Target;
import dev.trellis.adopt.source.ConvertedDefinition;
import dev.trellis.branch.Branch;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.error.DisplayPath;
import dev.trellis.internal.command.InspectedModel;
import dev.trellis.internal.protection.Ownership;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the models of adopted branches, so that the next change can be made in a model. A branch that has a model keeps it. */
final class AdoptedModels {
    private final Workspace workspace;
    private final List<String> labels;

    AdoptedModels(Workspace workspace, List<String> labels) {
        this.workspace = workspace;
        this.labels = labels;
    }

    /**
     * Writes the models.
     *
     * @param complete the schema after all scripts of all branches
     * @param files the definitions that are files, which a model does not repeat
     * @return the files that were written
     */
    List<String> write(Schema complete, List<ConvertedDefinition> files) {
        Ownership ownership = Ownership.of(workspace.branches(), branch -> Schema.EMPTY, workspace.parsing());
        List<Target> targets = new ArrayList<>();
        for (String label : labels) {
            Branch branch = workspace.branches().require(label);
            Path file = file(branch);
            if (branch.model() == null) {
                Schema ofBranch = complete.only(table -> isOwner(label, ownership.of(table)))
                        .withDefinitions(complete.definitions().values().stream()
                                .filter(definition -> isOwner(label, owner(definition.name(), ownership)))
                                .filter(definition -> files.stream().noneMatch(each -> isSame(each, definition.name())))
                                .toList());
                targets.add(ConvertedFiles.file(
                        file,
                        InspectedModel.of(ofBranch, complete, workspace.dialect())
                                .yaml()));
            }
        }
        ConvertedFiles.write(targets);
        workspace.reread();
        return targets.stream().map(target -> DisplayPath.of(target.path())).toList();
    }

    private Path file(Branch branch) {
        BranchSettings settings = workspace.configuration().branches().get(branch.label());
        return settings == null || settings.model() == null
                ? ConvertedFiles.directory(branch).resolve("model.yaml")
                : settings.model();
    }

    /** Returns whether a branch owns an object; the first branch of the adoption owns those that no script names. */
    private boolean isOwner(String label, @Nullable Branch owner) {
        return label.equals(owner == null ? labels.get(0) : owner.label());
    }

    private static @Nullable Branch owner(DefinitionName name, Ownership ownership) {
        Branch owner = ownership.of(name);
        TableName table = name.table();
        return owner == null && table != null ? ownership.of(table) : owner;
    }

    private static boolean isSame(ConvertedDefinition file, DefinitionName name) {
        DefinitionName written = file.definition().name();
        return written.kind() == name.kind()
                && written.name().name().equalsIgnoreCase(name.name().name())
                && (written.table() == null
                        || written.table()
                                .name()
                                .equalsIgnoreCase(
                                        Objects.requireNonNull(name.table()).name()));
    }
}
