package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.script.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The heads of each branch, and what to do where a branch has several. */
public final class MultipleHeads {
    private final Branches branches;
    private final RevisionGraph graph;

    public MultipleHeads(Branches branches) {
        this.branches = branches;
        this.graph = branches.graph();
    }

    /** The heads by the branch whose party brings them, in load order; branches without a revision are left out. */
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

    /** The branches with several heads. */
    public List<MultipleHeadsReport> all() {
        List<MultipleHeadsReport> forks = new ArrayList<>();
        heads().forEach((branch, heads) -> {
            if (heads.size() > 1) {
                forks.add(
                        branch.isWritable()
                                ? of(branch.label(), heads)
                                : new MultipleHeadsReport(branch.label(), List.copyOf(heads), null, null));
            }
        });
        return forks;
    }

    private MultipleHeadsReport of(String label, List<String> heads) {
        String merge = "trellis merge " + String.join(" ", heads) + " -m \"...\"";
        return new MultipleHeadsReport(label, List.copyOf(heads), merge, heads.size() == 2 ? rebase(heads) : null);
    }

    /**
     * The line whose head was written last is moved: it is the one that others have not seen. Of two that were written in
     * one second, or do not say when, it is the second.
     */
    private @Nullable String rebase(List<String> heads) {
        String newest = created(heads.get(0)).compareTo(created(heads.get(1))) > 0 ? heads.get(0) : heads.get(1);
        String other = newest.equals(heads.get(0)) ? heads.get(1) : heads.get(0);
        return graph.fork(newest, other)
                .map(first -> "trellis rebase " + first.id() + " --onto " + other)
                .orElse(null);
    }

    private String created(String id) {
        Script script = branches.script(id);
        return script == null || script.header().created() == null
                ? ""
                : script.header().created();
    }

    /** What {@code --head} may be given for a revision of one of these branches. */
    List<String> candidates(List<Branch> writable) {
        Map<Branch, List<String>> heads = heads();
        List<String> candidates = new ArrayList<>();
        for (Branch branch : writable) {
            List<String> own = heads.getOrDefault(branch, List.of());
            if (own.size() > 1) {
                candidates.addAll(own);
            } else {
                candidates.add(branch.label() + "@head");
            }
        }
        return candidates;
    }
}
