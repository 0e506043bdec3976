package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.PluginReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What commands show of the graph, and of the place that a database has in it. */
public final class StatusQueries {
    private static final String READING = "reading the version table";

    private final Workspace workspace;

    public StatusQueries(Workspace workspace) {
        this.workspace = workspace;
    }

    public List<RevisionReport> current() {
        Heads rows = rows();
        return listing(rows).of(workspace.graph().current(rows));
    }

    public void checkHeads() {
        Heads rows = rows();
        workspace.graph().checkUpToDate(rows);
    }

    /** The identifiers of what the database has. */
    public Set<String> applied() {
        Heads rows = rows();
        return workspace.graph().applied(rows).stream().map(Revision::id).collect(Collectors.toSet());
    }

    private Heads rows() {
        return workspace.atDatabase(READING, workspace::rows);
    }

    public List<RevisionReport> heads(boolean effective) {
        return listing()
                .of(
                        effective
                                ? workspace.graph().effectiveHeads()
                                : workspace.graph().heads());
    }

    public Map<String, List<RevisionReport>> branchPoints() {
        RevisionReports listing = listing();
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : workspace.graph().branchPoints()) {
            points.put(point.id(), listing.of(workspace.graph().children(point.id())));
        }
        return points;
    }

    public List<RevisionReport> show(String text) {
        return text.equals("current")
                ? current()
                : listing().of(workspace.graph().resolve(text).revisions());
    }

    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return listing().of(workspace.graph().history(range, Heads.none()));
        }
        Heads rows = rows();
        return listing(rows).of(workspace.graph().history(range, rows));
    }

    public List<PluginReport> plugins() {
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
                new BranchModels(workspace).tables(branch));
    }

    private RevisionReports listing() {
        return new RevisionReports(workspace.branches(), null);
    }

    private RevisionReports listing(Heads rows) {
        return new RevisionReports(
                workspace.branches(),
                workspace.graph().applied(rows).stream().map(Revision::id).toList());
    }
}
