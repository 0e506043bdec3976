package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Returns a report for each branch with several heads. */
    public List<MultipleHeadsReport> all() {
        List<MultipleHeadsReport> reports = new ArrayList<>();
        heads().forEach((branch, heads) -> {
            if (heads.size() > 1) {
                reports.add(
                        branch.isWritable()
                                ? report(branch.label(), heads)
                                : new MultipleHeadsReport(branch.label(), List.copyOf(heads), null, null));
            }
        });
        return reports;
    }

    private MultipleHeadsReport report(String label, List<String> heads) {
        String merge = "trellis merge " + String.join(" ", heads) + " -m \"...\"";
        return new MultipleHeadsReport(label, List.copyOf(heads), merge, heads.size() == 2 ? rebase(heads) : null);
    }

    /**
     * Returns the command that moves the line whose head was created last, because others are less likely to have applied
     * it. If both heads were created in the same second, or have no creation date, the second one is moved.
     */
    private @Nullable String rebase(List<String> heads) {
        String newest = created(heads.get(0)).compareTo(created(heads.get(1))) > 0 ? heads.get(0) : heads.get(1);
        String other = newest.equals(heads.get(0)) ? heads.get(1) : heads.get(0);
        return graph.fork(newest, other)
                .map(first -> "trellis rebase " + first.id() + " --onto " + other)
                .orElse(null);
    }

    private String created(String id) {
        MigrationScript script = branches.script(id);
        return script == null || script.header().created() == null
                ? ""
                : script.header().created();
    }

    /** Returns the values of {@code --head} that lead to a new revision on one of the branches. */
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
