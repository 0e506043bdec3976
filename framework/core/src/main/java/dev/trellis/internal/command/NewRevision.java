package dev.trellis.internal.command;

import dev.trellis.RevisionRequest;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.Location;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Locations;
import dev.trellis.revision.PlacementRequest;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionException;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Target;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a new revision: chooses its parent, branch, labels and identifier, checks them, and writes the script. */
public final class NewRevision {
    private static final Set<String> HEAD_SYMBOLS = Set.of("head", "heads");

    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;

    public NewRevision(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.graph = branches.graph();
    }

    /** Writes the revision. Everything is checked before the file is written. */
    public RevisionReport write(RevisionRequest request) {
        if (request.head() != null) {
            branches.requireWritable(request.head(), "revision");
        }
        String message = oneLine(request.message());
        String head = head(request.head());
        Branch unstarted = unstartedBranch(head);
        String parent = unstarted == null ? head : "base";
        Branch branch = unstarted == null || request.versionPath() != null ? branch(request, parent) : unstarted;
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "revision");
        }
        Set<String> labels = new LinkedHashSet<>();
        if (isEmpty(branch)) {
            labels.add(branch.label());
        }
        labels.addAll(request.branchLabels());
        String id = new RevisionIds(branches).choose(request.id(), request.branchLabels());
        if (labels.isEmpty() && graph.resolve(parent).revisions().isEmpty()) {
            throw UsageException.labelRequired(branch.label());
        }
        Revision revision =
                graph.place(new PlacementRequest(id, parent, request.splice(), labels, request.dependsOn()));
        return new NewScript(workspace).write(branch, revision, message, request.format(), request.body());
    }

    /** Returns the message with white space collapsed to single spaces. */
    static String oneLine(String message) {
        return message.strip().replaceAll("\\s+", " ");
    }

    /** Returns the branches that this project writes and that have a directory to write to. */
    static List<Branch> writableBranches(Branches branches) {
        return branches.all().stream()
                .filter(branch -> branch.isWritable() && branch.directory() != null)
                .toList();
    }

    /** Returns the requested head; without one, the only head if it belongs to a writable branch. */
    private String head(@Nullable String requested) {
        if (requested != null && !HEAD_SYMBOLS.contains(requested.strip())) {
            return requested;
        }
        List<Revision> heads = graph.heads();
        List<Branch> writable = writableBranches(branches);
        if (heads.isEmpty() && writable.size() == 1) {
            return writable.get(0).label() + "@head";
        }
        Branch owner = heads.size() == 1 ? branches.of(heads.get(0).id()) : null;
        if (owner != null && writable.contains(owner)) {
            return heads.get(0).id();
        }
        throw headRequired(branches, writable);
    }

    /** Returns the error for a missing {@code --head}, with the commands that name a head. */
    static UsageException headRequired(Branches branches, List<Branch> writable) {
        if (writable.isEmpty()) {
            return UsageException.noBranchToWrite(labels(branches.all()));
        }
        Map<Branch, List<String>> heads = new MultipleHeads(branches).heads();
        List<String> candidates = new MultipleHeads(branches).candidates(writable);
        long count = heads.values().stream().mapToLong(List::size).sum();
        if (count > 1) {
            return UsageException.severalHeads(heads, candidates);
        }
        return heads.keySet().stream().anyMatch(branch -> !branch.isWritable())
                ? UsageException.onlyProtectedHead(heads, candidates)
                : UsageException.severalBranches(heads, candidates);
    }

    /** Returns the declared branch that {@code label@head} names if the branch has no revision yet; else null. */
    private @Nullable Branch unstartedBranch(String head) {
        Target target = Target.named(head);
        Optional<Branch> declared = target.label() == null ? Optional.empty() : branches.find(target.label());
        if (declared.isEmpty() || graph.branch(declared.get().label()).isPresent()) {
            return null;
        }
        boolean atHead = target.symbol() != null && HEAD_SYMBOLS.contains(target.symbol());
        List<Revision> revisions = branches.revisions(declared.get());
        if (atHead && !revisions.isEmpty()) {
            MigrationScript script = branches.script(revisions.get(0).id());
            throw RevisionException.undeclaredLabel(
                    declared.get().label(), script == null ? null : Location.of(script.display()));
        }
        return atHead ? declared.get() : null;
    }

    private boolean isEmpty(Branch branch) {
        return branches.revisions(branch).isEmpty()
                && graph.branch(branch.label()).isEmpty();
    }

    /** Returns the branch of the version path, of a declared label, of the parent, or the only writable branch. */
    private Branch branch(RevisionRequest request, String parent) {
        if (request.versionPath() != null) {
            return branchOf(request.versionPath());
        }
        for (String label : request.branchLabels()) {
            Optional<Branch> declared = branches.find(label);
            if (declared.isPresent()) {
                return declared.get();
            }
        }
        List<Revision> parents = graph.resolve(parent).revisions();
        if (!parents.isEmpty()) {
            return branches.require(workspace.label(parents.get(0).id()));
        }
        List<Branch> writable = writableBranches(branches);
        if (writable.isEmpty()) {
            throw UsageException.noBranchToWrite(labels(branches.all()));
        }
        if (writable.size() > 1) {
            throw request.branchLabels().isEmpty()
                    ? UsageException.branchRequired(labels(writable))
                    : UsageException.undeclaredBranch(request.branchLabels(), labels(writable));
        }
        return writable.get(0);
    }

    private static List<String> labels(Collection<Branch> branches) {
        return branches.stream().map(Branch::label).toList();
    }

    private Branch branchOf(Path versionPath) {
        Map<String, Branch> byDirectory = new LinkedHashMap<>();
        for (Branch branch : branches.all()) {
            Path directory = branch.directory();
            if (directory != null && ScriptFolder.isSame(directory, versionPath)) {
                return branch;
            }
            if (directory != null) {
                byDirectory.putIfAbsent(DisplayPath.of(directory), branch);
            }
        }
        String chosen = Locations.choose(List.copyOf(byDirectory.keySet()), DisplayPath.of(versionPath), List.of());
        return Objects.requireNonNull(byDirectory.get(chosen));
    }
}
