package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.revision.Replaced;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The revisions that a baseline replaces: a revision and all its ancestors in its branch.
 *
 * @param branch the branch
 * @param last the last revision, whose identifier the baseline keeps
 * @param squashed all replaced revisions including the last one, in the order of execution
 * @param external the revisions of other lines that have to be applied before the baseline, in the order of execution
 */
record SquashedRange(Branch branch, Revision last, List<Revision> squashed, List<Revision> external) {

    /**
     * Returns the range up to a revision.
     *
     * @param text the revision as on the command line
     * @throws SquashException {@code cannot_squash} if the baseline would have no place in the graph
     */
    static SquashedRange of(Branches branches, String text) {
        RevisionGraph graph = branches.graph();
        branches.requireWritable(text, "squash");
        Revision last = graph.resolveOne(text).orElseThrow(() -> UsageException.noRevision(text));
        Branch branch = branches.of(last.id());
        if (branch == null) {
            throw UsageException.noRevision(text);
        }
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "squash");
        }
        if (branch.directory() == null) {
            throw BranchException.notWritable(branch.label());
        }
        Set<String> ancestors = ancestors(graph, List.of(last.id()));
        List<Revision> squashed = new ArrayList<>();
        List<Revision> external = new ArrayList<>();
        for (Revision revision : graph.withBelow(last.id())) {
            boolean isSquashed = ancestors.contains(revision.id()) && branch.equals(branches.of(revision.id()));
            (isSquashed ? squashed : external).add(revision);
        }
        SquashedRange range = new SquashedRange(branch, last, List.copyOf(squashed), List.copyOf(external));
        range.check(branches);
        return range;
    }

    private static Set<String> ancestors(RevisionGraph graph, List<String> ids) {
        Set<String> ancestors = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(ids);
        while (!open.isEmpty()) {
            String id = open.pop();
            if (ancestors.add(id)) {
                graph.find(id).ifPresent(revision -> open.addAll(revision.downRevisions()));
            }
        }
        return ancestors;
    }

    private void check(Branches branches) {
        if (squashed.size() == 1) {
            throw SquashException.nothingBelow(last.id());
        }
        RevisionGraph graph = branches.graph();
        Set<String> ids = ids();
        for (Revision revision : squashed) {
            if (!revision.equals(last)) {
                for (Revision child : graph.children(revision.id())) {
                    if (!ids.contains(child.id())) {
                        throw SquashException.fork(revision, child, last.id());
                    }
                }
            }
            script(branches, revision);
        }
        for (Revision other : external) {
            List<Revision> between = graph.withBelow(other.id()).stream()
                    .filter(below -> ids.contains(below.id()))
                    .toList();
            if (!between.isEmpty()) {
                Branch owner = branches.of(other.id());
                throw SquashException.between(
                        other,
                        owner == null ? "" : owner.label(),
                        between.get(between.size() - 1).id(),
                        last.id());
            }
        }
    }

    /** Returns the identifiers of all replaced revisions, including the last one. */
    Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        squashed.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    /** Returns the scripts of the replaced revisions with their files. */
    Map<MigrationScript, Path> files(Branches branches) {
        Map<MigrationScript, Path> files = new LinkedHashMap<>();
        for (Revision revision : squashed) {
            MigrationScript script = script(branches, revision);
            Path path = script.file() == null ? null : script.file().path();
            if (path != null) {
                files.put(script, path);
            }
        }
        return files;
    }

    /** Returns the script of a replaced revision. */
    static MigrationScript script(Branches branches, Revision revision) {
        MigrationScript script = branches.script(revision.id());
        if (script == null || script.file() == null || script.file().path() == null) {
            throw SquashException.notAFile(revision.id(), script == null ? "" : script.display());
        }
        return script;
    }

    /**
     * Returns the baseline: the last revision without its ancestors, with the labels and the dependencies of all.
     *
     * @param release the newest release that contains the replaced scripts; null if it is unknown
     */
    Revision baseline(RevisionGraph graph, @Nullable String release) {
        Set<String> ids = ids();
        Set<String> labels = new LinkedHashSet<>();
        Set<String> formerLabels = new LinkedHashSet<>();
        List<String> former = new ArrayList<>();
        List<Replaced> groups = new ArrayList<>();
        Set<String> parents = new LinkedHashSet<>();
        Set<String> dependencies = new LinkedHashSet<>();
        for (Revision revision : squashed) {
            labels.addAll(revision.branchLabels());
            groups.addAll(revision.replaces());
            if (!revision.equals(last)) {
                former.add(revision.id());
                formerLabels.addAll(revision.branchLabels());
            }
            revision.downRevisions().stream()
                    .filter(parent -> !ids.contains(parent))
                    .forEach(parents::add);
            revision.dependsOn().stream()
                    .filter(name -> !isSquashed(graph, name, ids))
                    .forEach(dependencies::add);
        }
        groups.add(new Replaced(release, former, formerLabels));
        return new Revision(last.id(), newest(graph, parents), labels, newest(graph, dependencies), groups);
    }

    private static boolean isSquashed(RevisionGraph graph, String name, Set<String> ids) {
        return graph.find(name)
                .or(() -> graph.branch(name))
                .or(() -> graph.baselineOf(name))
                .filter(named -> ids.contains(named.id()))
                .isPresent();
    }

    /** Returns the names without those of revisions that are ancestors of another named revision. */
    private static List<String> newest(RevisionGraph graph, Set<String> names) {
        return names.stream()
                .filter(name -> names.stream()
                        .noneMatch(other -> !other.equals(name)
                                && ancestors(graph, List.of(other)).contains(name)))
                .toList();
    }

    /** Returns the revisions of other lines that depend on a replaced revision below the last one. */
    List<Revision> dependents(RevisionGraph graph) {
        Set<String> ids = ids();
        Set<Revision> dependents = new LinkedHashSet<>();
        for (Revision revision : squashed) {
            if (!revision.equals(last)) {
                graph.dependents(revision.id()).stream()
                        .filter(above -> !ids.contains(above.id()))
                        .forEach(dependents::add);
            }
        }
        return List.copyOf(dependents);
    }
}
