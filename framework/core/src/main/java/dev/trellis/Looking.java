package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What commands show of the graph, and of the place that a database has in it. */
final class Looking {
    private static final String READING = "reading the version table";

    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;

    Looking(Workspace workspace) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.graph = branches.graph();
    }

    List<RevisionReport> current() {
        Heads rows = rows();
        return listing(rows).of(graph.current(rows));
    }

    void checkHeads() {
        graph.checkUpToDate(rows());
    }

    /** The identifiers of what the database has. */
    Set<String> applied() {
        return graph.applied(rows()).stream().map(Revision::id).collect(Collectors.toSet());
    }

    private Heads rows() {
        return workspace.atDatabase(READING, workspace::rows);
    }

    List<RevisionReport> heads(boolean effective) {
        return listing().of(effective ? graph.effectiveHeads() : graph.heads());
    }

    Map<String, List<RevisionReport>> branchPoints() {
        Listing listing = listing();
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : graph.branchPoints()) {
            points.put(point.id(), listing.of(graph.children(point.id())));
        }
        return points;
    }

    List<RevisionReport> show(String text) {
        return text.equals("current")
                ? current()
                : listing().of(graph.resolve(text).revisions());
    }

    List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return listing().of(graph.history(range, Heads.none()));
        }
        Heads rows = rows();
        return listing(rows).of(graph.history(range, rows));
    }

    List<PluginReport> plugins() {
        return branches.all().stream().map(this::plugin).toList();
    }

    private PluginReport plugin(Branch branch) {
        List<Revision> revisions = branches.revisions(branch);
        Set<String> own = revisions.stream().map(Revision::id).collect(Collectors.toSet());
        List<String> heads = graph.heads().stream()
                .map(Revision::id)
                .filter(own::contains)
                .sorted()
                .toList();
        return new PluginReport(
                branch.label(),
                branch.isProtected(),
                branch.maintain(),
                branch.origin(),
                branch.plugin(),
                branch.tablePrefix(),
                heads,
                revisions.size(),
                new Models(workspace).tables(branch));
    }

    private Listing listing() {
        return new Listing(branches, null);
    }

    private Listing listing(Heads rows) {
        return new Listing(
                branches, graph.applied(rows).stream().map(Revision::id).toList());
    }
}
