package dev.trellis.junit;

import dev.trellis.Trellis;
import dev.trellis.UpgradeOptions;
import dev.trellis.report.BranchReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.schema.Schema;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The branches of a project, their revisions and their dependencies on each other. */
final class InstalledBranches {
    private final TrellisProject project;
    private final List<BranchReport> all;
    private final List<RevisionReport> revisions;
    /** The labels of the branches that a branch needs directly, by label. */
    private final Map<String, Set<String>> needed = new TreeMap<>();

    private InstalledBranches(TrellisProject project, Trellis trellis) {
        this.project = project;
        this.all = trellis.plugins();
        this.revisions = trellis.history(null, false);
        for (BranchReport branch : all) {
            needed.put(branch.label(), new TreeSet<>());
        }
        for (RevisionReport revision : revisions) {
            List<String> parents = new ArrayList<>(revision.downRevision());
            parents.addAll(revision.dependsOn());
            for (String parent : parents) {
                trellis.show(parent)
                        .forEach(found -> needed.computeIfAbsent(revision.branch(), none -> new TreeSet<>())
                                .add(found.branch()));
            }
        }
    }

    static InstalledBranches of(TrellisProject project) throws SQLException {
        try (MigratedDatabase database = project.empty();
                Trellis trellis = project.open(database)) {
            return new InstalledBranches(project, trellis);
        }
    }

    List<BranchReport> all() {
        return all;
    }

    /** Returns the revisions, newest first. */
    List<RevisionReport> revisions() {
        return revisions;
    }

    List<String> labels() {
        return all.stream().map(BranchReport::label).toList();
    }

    /** Returns the given branches and all branches on which they depend. */
    Set<String> withDependencies(Collection<String> labels) {
        Set<String> complete = new LinkedHashSet<>(labels);
        List<String> remaining = new ArrayList<>(labels);
        while (!remaining.isEmpty()) {
            for (String label : needed.getOrDefault(remaining.remove(0), Set.of())) {
                if (complete.add(label)) {
                    remaining.add(label);
                }
            }
        }
        return complete;
    }

    /** Returns the schema that an upgrade with only some branches creates. */
    Schema schemaOf(Collection<String> labels) throws SQLException {
        try (MigratedDatabase database = project.empty();
                Trellis trellis = project.open(database, labels)) {
            trellis.upgrade("heads", UpgradeOptions.NONE);
            return trellis.inspect();
        }
    }
}
