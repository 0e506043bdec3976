package dev.trellis.internal.command;

import dev.trellis.RevisionRequest;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Locations;
import dev.trellis.revision.PlacementRequest;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the place of a new revision: what it stands on, whose branch it is, what it needs. */
public final class NewRevision {
    private static final Set<String> ANY_HEAD = Set.of("head", "heads");

    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;

    public NewRevision(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.graph = branches.graph();
    }

    /** Settles everything, then writes. */
    public RevisionReport write(RevisionRequest asked) {
        if (asked.head() != null) {
            branches.requireWritable(asked.head(), "revision");
        }
        String message = asked.message().strip().replaceAll("\\s+", " ");
        String head = head(asked.head());
        Branch first = firstOf(head);
        String stands = first == null ? head : "base";
        Branch branch = first == null || asked.versionPath() != null ? branch(asked, stands) : first;
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "revision");
        }
        Set<String> labels = new LinkedHashSet<>();
        if (isEmpty(branch)) {
            labels.add(branch.label());
        }
        labels.addAll(asked.branchLabels());
        String id = new RevisionIds(branches).of(asked.id(), asked.branchLabels());
        Revision revision = graph.place(new PlacementRequest(id, stands, asked.splice(), labels, asked.dependsOn()));
        return new NewScript(workspace).write(branch, revision, message, asked.format(), asked.body());
    }

    /** What to stand on when it is not said: the only head, where there is one that is ours. */
    private String head(@Nullable String asked) {
        if (asked != null && !ANY_HEAD.contains(asked.strip())) {
            return asked;
        }
        List<Revision> heads = graph.heads();
        List<Branch> ours = branches.all().stream()
                .filter(branch -> branch.isWritable() && branch.directory() != null)
                .toList();
        if (heads.isEmpty() && ours.size() == 1) {
            return ours.get(0).label() + "@head";
        }
        Branch owner = heads.size() == 1 ? branches.of(heads.get(0).id()) : null;
        if (owner != null && ours.contains(owner)) {
            return heads.get(0).id();
        }
        if (ours.isEmpty()) {
            throw UsageException.noBranchToWrite(
                    branches.all().stream().map(Branch::label).toList());
        }
        throw UsageException.whichHead(
                new MultipleHeads(branches).heads(), new MultipleHeads(branches).candidates(ours));
    }

    /** The declared branch that {@code label@head} means when it has no revision yet. */
    private @Nullable Branch firstOf(String head) {
        Target target = Target.named(head);
        Optional<Branch> named =
                target.label() == null ? Optional.empty() : branches.find(String.valueOf(target.label()));
        if (named.isEmpty() || graph.branch(named.get().label()).isPresent()) {
            return null;
        }
        boolean atHead = target.symbol() != null && ANY_HEAD.contains(target.symbol());
        List<Revision> revisions = branches.revisions(named.get());
        if (atHead && !revisions.isEmpty()) {
            throw UsageException.unlabelled(named.get().label(), revisions.get(0), branches);
        }
        return atHead ? named.get() : null;
    }

    private boolean isEmpty(Branch branch) {
        return branches.revisions(branch).isEmpty()
                && graph.branch(branch.label()).isEmpty();
    }

    private Branch branch(RevisionRequest asked, String head) {
        if (asked.versionPath() != null) {
            return at(asked.versionPath());
        }
        for (String label : asked.branchLabels()) {
            Optional<Branch> declared = branches.find(label);
            if (declared.isPresent()) {
                return declared.get();
            }
        }
        List<Revision> parents = graph.resolve(head).revisions();
        if (!parents.isEmpty()) {
            return branches.require(workspace.label(parents.get(0).id()));
        }
        List<Branch> ours = branches.all().stream()
                .filter(branch -> branch.isWritable() && branch.directory() != null)
                .toList();
        if (ours.size() == 1) {
            return ours.get(0);
        }
        throw ours.isEmpty()
                ? UsageException.noBranchToWrite(
                        branches.all().stream().map(Branch::label).toList())
                : UsageException.whichBranch(
                        asked.branchLabels(), ours.stream().map(Branch::label).toList());
    }

    private Branch at(Path requested) {
        Map<String, Branch> byPlace = new LinkedHashMap<>();
        for (Branch branch : branches.all()) {
            if (branch.directory() != null) {
                byPlace.putIfAbsent(place(branch.directory()), branch);
            }
        }
        String chosen = Locations.choose(List.copyOf(byPlace.keySet()), place(requested), List.of());
        return Objects.requireNonNull(byPlace.get(chosen));
    }

    private static String place(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
