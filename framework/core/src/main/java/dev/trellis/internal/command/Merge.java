package dev.trellis.internal.command;

import dev.trellis.MergeRequest;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.script.DraftBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes merge points, under rule 6 of DESIGN section 6: one a branch, and never across branches. */
public final class Merge {
    /** What a merge point does that is not filled. */
    public static final DraftBody NOTHING =
            DraftBody.empty("a merge point: it joins two lines and has nothing to do of its own");

    private final Workspace workspace;
    private final Branches branches;

    public Merge(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
    }

    public List<RevisionReport> write(MergeRequest asked, Function<Branch, DraftBody> body) {
        Map<Branch, List<String>> merges = asked.revisions().equals(List.of("heads")) ? heads() : named(asked);
        if (merges.size() > 1 && (asked.id() != null || !asked.branchLabels().isEmpty())) {
            throw UsageException.severalMerges(
                    merges.keySet().stream().map(Branch::label).toList());
        }
        Map<Branch, Revision> points = new LinkedHashMap<>();
        merges.forEach((branch, revisions) -> points.put(
                branch,
                branches.graph()
                        .merge(
                                new RevisionIds(branches).of(asked.id(), asked.branchLabels()),
                                revisions,
                                asked.splice(),
                                new LinkedHashSet<>(asked.branchLabels()))));
        List<RevisionReport> written = new ArrayList<>();
        Map<Branch, DraftBody> bodies = new LinkedHashMap<>();
        points.keySet().forEach(branch -> bodies.put(branch, body.apply(branch)));
        points.forEach((branch, point) -> {
            DraftBody filling = bodies.getOrDefault(branch, NOTHING);
            written.add(new NewScript(workspace)
                    .write(branch, depending(branch, point, filling), message(asked, point), "yaml", filling));
        });
        return written;
    }

    /** A merge point that is filled may refer to what neither of its lines depends on yet. */
    private Revision depending(Branch branch, Revision point, DraftBody filling) {
        if (filling.upgrade().isEmpty()) {
            return point;
        }
        List<String> needed =
                new RevisionDependencies(workspace).ofMerge(branch, point.downRevisions(), filling.upgrade());
        return needed.isEmpty() ? point : point.dependingOn(needed.toArray(String[]::new));
    }

    private static String message(MergeRequest asked, Revision point) {
        return asked.message() == null
                ? "merge " + String.join(" and ", point.downRevisions())
                : asked.message().strip().replaceAll("\\s+", " ");
    }

    /** The several heads of each branch that is ours. */
    private Map<Branch, List<String>> heads() {
        Map<Branch, List<String>> forked = new MultipleHeads(branches).heads();
        forked.values().removeIf(heads -> heads.size() < 2);
        Map<Branch, List<String>> ours = new LinkedHashMap<>(forked);
        ours.keySet().removeIf(branch -> !branch.isWritable());
        if (!ours.isEmpty()) {
            return ours;
        }
        throw UsageException.nothingToMerge(
                forked.keySet().stream().map(Branch::label).toList());
    }

    private Map<Branch, List<String>> named(MergeRequest asked) {
        Map<Branch, List<String>> byBranch = new LinkedHashMap<>();
        for (String text : asked.revisions()) {
            branches.requireWritable(text, "merge");
            for (Revision revision : branches.graph().resolve(text).revisions()) {
                Branch branch = branches.require(workspace.label(revision.id()));
                byBranch.computeIfAbsent(branch, none -> new ArrayList<>()).add(revision.id());
            }
        }
        byBranch.keySet().stream()
                .filter(branch -> !branch.isWritable())
                .findFirst()
                .ifPresent(branch -> {
                    throw BranchException.protectedBranch(branch.label(), "merge");
                });
        if (byBranch.size() > 1) {
            throw UsageException.acrossBranches(byBranch);
        }
        return byBranch.isEmpty()
                ? Map.of()
                : Map.of(byBranch.keySet().iterator().next(), asked.revisions());
    }
}
