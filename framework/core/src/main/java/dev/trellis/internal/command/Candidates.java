package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchConfiguration;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.update.PluginDescriptor;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.internal.workspace.Workspace.Forecast;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The branches of a project in which jars have replaced, added or removed some. */
final class Candidates {
    private final Workspace workspace;
    private final List<Branch> installed;

    /** Creates the candidates for the installed branches of a workspace. */
    Candidates(Workspace workspace) {
        this.workspace = workspace;
        this.installed = workspace.extensions().branches();
    }

    /**
     * The branches after an update.
     *
     * @param labels the labels of the branches that the update adds, replaces or removes
     */
    record Update(Forecast forecast, Set<String> labels) {}

    /**
     * Returns the branches after an update. A jar replaces the branches of the plugins with the same class.
     *
     * @param added the descriptors of the jars
     * @param removed the labels of the branches that are removed
     * @throws BranchException {@code no_such_branch} for a label that is not installed
     */
    Update of(List<PluginDescriptor> added, Collection<String> removed) {
        Set<String> labels = new TreeSet<>(removed);
        for (String label : removed) {
            workspace.branches().require(label);
        }
        List<Branch> contributed = new ArrayList<>();
        Map<String, List<MigrationScript>> javaRevisions = new LinkedHashMap<>(workspace.javaRevisions());
        Set<String> steps = new HashSet<>();
        Set<String> replacing = new HashSet<>();
        for (PluginDescriptor jar : added) {
            jar.branches().forEach(branch -> {
                contributed.add(branch);
                labels.add(branch.label());
                replacing.add(String.valueOf(branch.plugin()));
            });
            steps.addAll(jar.steps());
        }
        for (Branch branch : installed) {
            boolean isReplaced = branch.plugin() != null && replacing.contains(branch.plugin());
            if (!isReplaced && !removed.contains(branch.label())) {
                contributed.add(branch);
            } else {
                labels.add(branch.label());
                javaRevisions.remove(branch.label());
            }
        }
        Map<String, List<MigrationScript>> all = new HashMap<>(javaRevisions);
        added.forEach(jar -> all.putAll(jar.javaRevisions()));
        Set<String> remaining = new HashSet<>();
        contributed.forEach(branch -> remaining.add(branch.label()));
        List<Branch> configured = BranchConfiguration.of(workspace.configuration(), contributed).stream()
                .filter(branch -> !removed.contains(branch.label()) || remaining.contains(branch.label()))
                .toList();
        return new Update(new Forecast(configured, all, steps), labels);
    }
}
