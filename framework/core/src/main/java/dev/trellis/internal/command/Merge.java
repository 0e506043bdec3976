package dev.trellis.internal.command;

import dev.trellis.MergeRequest;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.command.MultipleHeads.Line;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.script.DraftBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Writes merge points, each of which joins heads of one branch. */
public final class Merge {
    /** The body of a merge point without changes. */
    public static final DraftBody EMPTY_BODY = DraftBody.empty("a merge point: it joins two lines and changes nothing");

    private final Workspace workspace;
    private final Branches branches;

    public Merge(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
    }

    /**
     * Writes the merge points. All of them are checked before the first file is written.
     *
     * @param body returns the body of the merge point of a branch
     */
    public List<RevisionReport> write(MergeRequest request, Function<Branch, DraftBody> body) {
        Map<Line, List<String>> merges =
                request.revisions().equals(List.of("heads")) ? severalHeads() : requested(request);
        if (merges.size() > 1
                && (request.id() != null || !request.branchLabels().isEmpty())) {
            throw UsageException.severalMerges(labels(merges));
        }
        Map<Line, Revision> points = new LinkedHashMap<>();
        merges.forEach((line, revisions) -> points.put(line, place(request, revisions)));
        Map<Line, DraftBody> bodies = new LinkedHashMap<>();
        Set<Branch> drafted = new HashSet<>();
        points.keySet().stream()
                .filter(line -> drafted.add(line.branch()))
                .forEach(line -> bodies.put(line, body.apply(line.branch())));
        List<RevisionReport> written = new ArrayList<>();
        points.forEach((line, point) -> {
            Branch branch = line.branch();
            DraftBody content = bodies.getOrDefault(line, EMPTY_BODY);
            Revision revision = withDependencies(branch, point, content);
            written.add(new NewScript(workspace).write(branch, revision, message(request, point), "yaml", content));
        });
        return written;
    }

    private Revision place(MergeRequest request, List<String> revisions) {
        String id = new RevisionIds(branches).choose(request.id(), request.branchLabels());
        return branches.graph().merge(id, revisions, request.splice(), new LinkedHashSet<>(request.branchLabels()));
    }

    /** Adds the dependencies of a body that refers to tables of other branches. */
    private Revision withDependencies(Branch branch, Revision point, DraftBody content) {
        if (content.upgrade().isEmpty()) {
            return point;
        }
        List<String> required =
                new RevisionDependencies(workspace).ofMerge(branch, point.downRevisions(), content.upgrade());
        return required.isEmpty() ? point : point.dependingOn(required.toArray(String[]::new));
    }

    private static String message(MergeRequest request, Revision point) {
        return request.message() == null
                ? "merge " + String.join(" and ", point.downRevisions())
                : NewRevision.oneLine(request.message());
    }

    /** Returns the heads of each line of a writable branch that has several. */
    private Map<Line, List<String>> severalHeads() {
        Map<Line, List<String>> several = new MultipleHeads(branches).lines();
        several.values().removeIf(heads -> heads.size() < 2);
        Map<Line, List<String>> writable = new LinkedHashMap<>(several);
        writable.keySet().removeIf(line -> !line.branch().isWritable());
        if (!writable.isEmpty()) {
            return writable;
        }
        throw several.isEmpty()
                ? UsageException.nothingToMerge()
                : UsageException.onlyProtectedToMerge(labels(several));
    }

    private static List<String> labels(Map<Line, List<String>> lines) {
        return lines.keySet().stream().map(Line::label).toList();
    }

    /** Returns the requested revisions, which have to belong to one writable branch. */
    private Map<Line, List<String>> requested(MergeRequest request) {
        Map<Branch, List<String>> byBranch = new LinkedHashMap<>();
        for (String text : request.revisions()) {
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
            throw UsageException.mergeAcrossBranches(byBranch);
        }
        if (byBranch.isEmpty()) {
            return Map.of();
        }
        Branch branch = byBranch.keySet().iterator().next();
        return Map.of(new Line(branch, branch.label()), request.revisions());
    }
}
