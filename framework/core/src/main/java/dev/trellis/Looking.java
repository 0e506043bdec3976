package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
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

    Looking(Workspace workspace) {
        this.workspace = workspace;
    }

    List<RevisionReport> current() {
        Heads rows = rows();
        return listing(rows).of(workspace.graph().current(rows));
    }

    void checkHeads() {
        Heads rows = rows();
        workspace.graph().checkUpToDate(rows);
    }

    /** The identifiers of what the database has. */
    Set<String> applied() {
        Heads rows = rows();
        return workspace.graph().applied(rows).stream().map(Revision::id).collect(Collectors.toSet());
    }

    private Heads rows() {
        return workspace.atDatabase(READING, workspace::rows);
    }

    List<RevisionReport> heads(boolean effective) {
        return listing()
                .of(
                        effective
                                ? workspace.graph().effectiveHeads()
                                : workspace.graph().heads());
    }

    Map<String, List<RevisionReport>> branchPoints() {
        Listing listing = listing();
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : workspace.graph().branchPoints()) {
            points.put(point.id(), listing.of(workspace.graph().children(point.id())));
        }
        return points;
    }

    List<RevisionReport> show(String text) {
        return text.equals("current")
                ? current()
                : listing().of(workspace.graph().resolve(text).revisions());
    }

    List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return listing().of(workspace.graph().history(range, Heads.none()));
        }
        Heads rows = rows();
        return listing(rows).of(workspace.graph().history(range, rows));
    }

    List<PluginReport> plugins() {
        return workspace.branches().all().stream().map(this::plugin).toList();
    }

    private PluginReport plugin(Branch branch) {
        List<Revision> revisions = workspace.branches().revisions(branch);
        Set<String> own = revisions.stream().map(Revision::id).collect(Collectors.toSet());
        List<String> heads = workspace.graph().heads().stream()
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
        return new Listing(workspace.branches(), null);
    }

    private Listing listing(Heads rows) {
        return new Listing(
                workspace.branches(),
                workspace.graph().applied(rows).stream().map(Revision::id).toList());
    }
}
