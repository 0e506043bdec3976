package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.error.Pasteable;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The heads of each branch, with the commands that join them where a branch has several. */
public final class MultipleHeads {
    private final Branches branches;
    private final RevisionGraph graph;

    public MultipleHeads(Branches branches) {
        this.branches = branches;
        this.graph = branches.graph();
    }

    /** Returns the heads of each branch that has revisions, in load order. */
    Map<Branch, List<String>> heads() {
        Map<Branch, List<String>> heads = new LinkedHashMap<>();
        for (Revision head : graph.heads()) {
            Branch branch = branches.of(head.id());
            if (branch != null) {
                heads.computeIfAbsent(branch, none -> new ArrayList<>()).add(head.id());
            }
        }
        return heads;
    }

    /**
     * A line of revisions: all revisions of a branch or, if the folder of a branch contains several bases with labels, the
     * revisions above one of these bases. {@code merge} never joins heads of different lines.
     *
     * @param label the label of the base; the label of the branch if the base has none
     */
    record Line(Branch branch, String label) {}

    /** Returns the heads of each line that has revisions, in load order. */
    Map<Line, List<String>> lines() {
        Map<Line, List<String>> lines = new LinkedHashMap<>();
        heads().forEach((branch, heads) ->
                heads.forEach(head -> lines.computeIfAbsent(line(branch, head), none -> new ArrayList<>())
                        .add(head)));
        return lines;
    }

    private Line line(Branch branch, String head) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(head));
        SortedSet<String> labels = new TreeSet<>();
        while (!open.isEmpty()) {
            String id = open.pop();
            Revision revision = seen.add(id) ? graph.find(id).orElse(null) : null;
            if (revision != null && revision.downRevisions().isEmpty()) {
                labels.addAll(revision.branchLabels());
            } else if (revision != null) {
                open.addAll(revision.downRevisions());
            }
        }
        boolean isOwn = labels.isEmpty() || labels.contains(branch.label());
        return new Line(branch, isOwn ? branch.label() : labels.first());
    }

    /** Returns a report for each line with several heads. */
    public List<MultipleHeadsReport> all() {
        List<MultipleHeadsReport> reports = new ArrayList<>();
        lines().forEach((line, heads) -> {
            if (heads.size() > 1) {
                reports.add(
                        line.branch().isWritable()
                                ? report(line.label(), heads)
                                : new MultipleHeadsReport(line.label(), List.copyOf(heads), null, null));
            }
        });
        return reports;
    }

    private MultipleHeadsReport report(String label, List<String> heads) {
        String merge = "trellis merge " + Pasteable.words(heads) + " -m \"...\"";
        return new MultipleHeadsReport(label, List.copyOf(heads), merge, heads.size() == 2 ? rebase(heads) : null);
    }

    /**
     * Returns the {@code rebase} command that moves the line with the newer head, because other developers are less likely
     * to have applied that line. If both heads were created in the same second, or have no creation date, the command moves
     * the line with the second head.
     */
    private @Nullable String rebase(List<String> heads) {
        String newest = created(heads.get(0)).compareTo(created(heads.get(1))) > 0 ? heads.get(0) : heads.get(1);
        String other = newest.equals(heads.get(0)) ? heads.get(1) : heads.get(0);
        return graph.fork(newest, other)
                .map(first -> "trellis rebase " + Pasteable.word(first.id()) + " --onto " + Pasteable.word(other))
                .orElse(null);
    }

    private String created(String id) {
        MigrationScript script = branches.script(id);
        return script == null || script.header().created() == null
                ? ""
                : script.header().created();
    }

    /** Returns the values of {@code --head} for a new revision on one of the branches. */
    List<String> candidates(List<Branch> writable) {
        Map<Branch, List<String>> heads = heads();
        List<String> candidates = new ArrayList<>();
        for (Branch branch : writable) {
            List<String> ofBranch = heads.getOrDefault(branch, List.of());
            if (ofBranch.size() > 1) {
                candidates.addAll(ofBranch);
            } else {
                candidates.add(branch.label() + "@head");
            }
        }
        return candidates;
    }
}
