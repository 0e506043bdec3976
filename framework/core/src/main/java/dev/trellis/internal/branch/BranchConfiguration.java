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

/** Lays what the configuration says about branches over what the plugins say. */
public final class BranchConfiguration {
    private BranchConfiguration() {}

    public static List<Branch> of(Configuration configuration, List<Branch> contributed) {
        Map<String, BranchSettings> unused = new LinkedHashMap<>(configuration.branches());
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : contributed) {
            BranchSettings settings = configuration.branches().get(branch.label());
            unused.remove(branch.label());
            branches.add(settings == null ? branch : configured(branch, settings));
        }
        unused.forEach((label, settings) -> branches.add(declared(label, settings, configuration)));
        return branches;
    }

    private static Branch configured(Branch branch, BranchSettings settings) {
        Path directory = settings.directory();
        return new Branch(
                branch.label(),
                settings.tablePrefix() == null ? branch.tablePrefix() : settings.tablePrefix(),
                settings.isProtected() == null ? branch.isProtected() : settings.isProtected(),
                settings.maintain(),
                directory == null ? branch.scripts() : ScriptLocation.folder(directory),
                model(settings, directory, branch.model()),
                branch.origin(),
                branch.plugin());
    }

    /** A branch that no plugin contributes. */
    private static Branch declared(String label, BranchSettings settings, Configuration configuration) {
        Path directory = settings.directory();
        return new Branch(
                label,
                settings.tablePrefix(),
                Boolean.TRUE.equals(settings.isProtected()),
                settings.maintain(),
                directory == null ? new ScriptLocation(null, null, null) : ScriptLocation.folder(directory),
                model(settings, directory, null),
                configuration.file().toString(),
                null);
    }

    private static @Nullable ModelSource model(
            BranchSettings settings, @Nullable Path directory, @Nullable ModelSource contributed) {
        if (settings.model() != null) {
            return YamlModel.file(settings.model());
        }
        if (contributed != null && !(contributed instanceof YamlModel)) {
            return contributed;
        }
        Path beside = directory == null ? null : directory.resolve("model.yaml");
        return beside != null && Files.exists(beside) ? YamlModel.file(beside) : contributed;
    }
}
