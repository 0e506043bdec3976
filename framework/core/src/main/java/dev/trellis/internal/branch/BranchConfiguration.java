package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.model.ModelSource;
import dev.trellis.model.YamlModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applies the branch settings of the configuration to the branches that plugins contribute, and adds further branches. */
public final class BranchConfiguration {
    private BranchConfiguration() {}

    /**
     * Returns the contributed branches with the settings of the configuration, then the branches that only the configuration
     * declares.
     *
     * @throws TrellisException {@code protected_branch} for each setting that would end or evade the protection of a
     *     contributed branch in a project that does not maintain the branch
     */
    public static List<Branch> of(Configuration configuration, List<Branch> contributed) {
        Map<String, BranchSettings> remaining = new LinkedHashMap<>(configuration.branches());
        List<Branch> branches = new ArrayList<>();
        Problems problems = new Problems();
        for (Branch branch : contributed) {
            BranchSettings settings = configuration.branches().get(branch.label());
            remaining.remove(branch.label());
            if (settings != null && branch.isProtected() && !settings.maintain()) {
                requireUnchanged(branch, settings, configuration.origin(), problems);
            }
            branches.add(settings == null ? branch : configured(branch, settings));
        }
        problems.throwIfAny();
        remaining.forEach((label, settings) -> {
            Branch branch = Branch.builder(label, configuration.origin()).build();
            branches.add(configured(branch, settings));
        });
        return branches;
    }

    /**
     * Adds a problem for each setting that would end the protection of the branch. The scripts and the model state which
     * tables are protected, so replacing the scripts or the model would end the protection, too.
     */
    private static void requireUnchanged(Branch branch, BranchSettings settings, String origin, Problems problems) {
        if (Boolean.FALSE.equals(settings.isProtected())) {
            problems.add(BranchException.overridden(branch, "protected", origin));
        }
        if (settings.directory() != null) {
            problems.add(BranchException.overridden(branch, "directory", origin));
        }
        if (settings.model() != null) {
            problems.add(BranchException.overridden(branch, "model", origin));
        }
        if (settings.definitions() != null) {
            problems.add(BranchException.overridden(branch, "definitions", origin));
        }
    }

    /**
     * Checks a branch that code has changed: code must not end the protection of a branch, just as the configuration must
     * not.
     *
     * @param declared the branch before the change
     * @param origin the code, for messages
     * @throws TrellisException {@code protected_branch}
     */
    public static void requireProtected(Branch declared, Branch changed, String origin) {
        if (!declared.isProtected() || changed.maintain()) {
            return;
        }
        Problems problems = new Problems();
        if (!changed.isProtected()) {
            problems.add(BranchException.changedByCode(declared, "protected", origin));
        }
        if (!changed.scripts().equals(declared.scripts())) {
            problems.add(BranchException.changedByCode(declared, "directory", origin));
        }
        if (changed.model() != declared.model()) {
            problems.add(BranchException.changedByCode(declared, "model", origin));
        }
        if (!Objects.equals(changed.definitions(), declared.definitions())) {
            problems.add(BranchException.changedByCode(declared, "definitions", origin));
        }
        problems.throwIfAny();
    }

    private static Branch configured(Branch branch, BranchSettings settings) {
        Path directory = settings.directory();
        return branch.toBuilder()
                .tablePrefix(settings.tablePrefix() == null ? branch.tablePrefix() : settings.tablePrefix())
                .isProtected(settings.isProtected() == null ? branch.isProtected() : settings.isProtected())
                .maintain(settings.maintain())
                .scripts(directory == null ? branch.scripts() : ScriptLocation.folder(directory))
                .model(model(settings, directory, branch.model()))
                .definitions(definitions(settings, directory, branch))
                .build();
    }

    /**
     * Returns the configured folder of definitions; else the folder in the configured directory, if it exists; else the
     * contributed one.
     */
    private static @Nullable ScriptLocation definitions(
            BranchSettings settings, @Nullable Path directory, Branch contributed) {
        if (settings.definitions() != null) {
            return ScriptLocation.folder(settings.definitions());
        }
        boolean isContributed = directory != null
                && contributed.scripts().location() != null
                && !Files.isDirectory(directory.resolve(ScriptLocation.DEFINITIONS));
        return isContributed ? contributed.definitionFolder() : contributed.definitions();
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
