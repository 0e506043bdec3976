package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.model.ModelSource;
import dev.trellis.model.YamlModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the branch settings of the configuration to the branches that plugins contribute, and adds further branches. */
public final class BranchConfiguration {
    private BranchConfiguration() {}

    /** Returns the contributed branches with the settings of the configuration, then those that only it declares. */
    public static List<Branch> of(Configuration configuration, List<Branch> contributed) {
        Map<String, BranchSettings> remaining = new LinkedHashMap<>(configuration.branches());
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : contributed) {
            BranchSettings settings = configuration.branches().get(branch.label());
            remaining.remove(branch.label());
            branches.add(settings == null ? branch : configured(branch, settings));
        }
        remaining.forEach((label, settings) -> {
            Branch branch = Branch.builder(label, configuration.origin()).build();
            branches.add(configured(branch, settings));
        });
        return branches;
    }

    private static Branch configured(Branch branch, BranchSettings settings) {
        Path directory = settings.directory();
        return branch.toBuilder()
                .tablePrefix(settings.tablePrefix() == null ? branch.tablePrefix() : settings.tablePrefix())
                .isProtected(settings.isProtected() == null ? branch.isProtected() : settings.isProtected())
                .maintain(settings.maintain())
                .scripts(directory == null ? branch.scripts() : ScriptLocation.folder(directory))
                .model(model(settings, directory, branch.model()))
                .build();
    }

    /**
     * Returns the configured model; else a contributed model that is not YAML; else {@code model.yaml} in the configured
     * directory, if it exists; else the contributed YAML model.
     */
    private static @Nullable ModelSource model(
            BranchSettings settings, @Nullable Path directory, @Nullable ModelSource contributed) {
        if (settings.model() != null) {
            return YamlModel.file(settings.model());
        }
        if (contributed != null && !(contributed instanceof YamlModel)) {
            return contributed;
        }
        Path inDirectory = directory == null ? null : directory.resolve("model.yaml");
        return inDirectory != null && Files.exists(inDirectory) ? YamlModel.file(inDirectory) : contributed;
    }
}
