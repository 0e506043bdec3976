package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.BranchReport;
import dev.trellis.report.IncompleteRevision;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The queries of {@code current}, {@code heads}, {@code branches}, {@code show}, {@code history} and {@code plugins}: about
 * the graph, and about the revisions that are applied to the database.
 */
public final class StatusQueries {
    private static final String READING = "reading the version table";

    private final Workspace workspace;

    public StatusQueries(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Returns the current revisions of the database. */
    public List<RevisionReport> current() {
        Heads heads = heads();
        return reports(heads).of(workspace.graph().current(heads));
    }

    /** Returns the revision that was begun and is not complete. */
    public Optional<IncompleteRevision> incomplete() {
        return workspace.reading("reading the history", session -> {
            MigrationState state = workspace.state(session);
            Long open = state.read().openRevision();
            return open == null
                    ? Optional.empty()
                    : state.history().entries(List.of(open)).stream()
                            .findFirst()
                            .map(IncompleteRevision::of);
        });
    }

    /**
     * Checks that all revisions are applied.
     *
     * @throws dev.trellis.error.TrellisException {@code not_at_heads}
     */
    public void checkHeads() {
        Heads heads = heads();
        workspace.graph().checkUpToDate(heads);
    }

    /** Returns the identifiers of the applied revisions. */
    public Set<String> applied() {
        Heads heads = heads();
        return workspace.graph().applied(heads).stream().map(Revision::id).collect(Collectors.toSet());
    }

    private Heads heads() {
        return workspace.reading(READING, workspace::acceptedHeads);
    }

    /**
     * Returns the heads.
     *
     * @param effective whether to omit heads that another revision depends on
     */
    public List<RevisionReport> heads(boolean effective) {
        RevisionGraph graph = workspace.graph();
        return reports().of(effective ? graph.effectiveHeads() : graph.heads());
    }

    /** Returns the children of each branch point, by the identifier of the branch point. */
    public Map<String, List<RevisionReport>> branchPoints() {
        RevisionReports reports = reports();
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : workspace.graph().branchPoints()) {
            points.put(point.id(), reports.of(workspace.graph().children(point.id())));
        }
        return points;
    }

    /** Returns the revisions that the text names. */
    public List<RevisionReport> show(String text) {
        return text.equals("current")
                ? current()
                : reports().of(workspace.graph().resolve(text).revisions());
    }

    /**
     * Returns the revisions of a range, newest first.
     *
     * @param range {@code a:b}, or null for all revisions
     * @param askDatabase whether to read the applied revisions; required if the range contains {@code current}
     */
    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return reports().of(workspace.graph().history(range, Heads.none()));
        }
        Heads heads = heads();
        return reports(heads).of(workspace.graph().history(range, heads));
    }

    /** Returns all branches, in load order. */
    public List<BranchReport> plugins() {
        return workspace.branches().all().stream().map(this::plugin).toList();
    }

    private BranchReport plugin(Branch branch) {
        List<Revision> revisions = workspace.branches().revisions(branch);
        Set<String> ids = revisions.stream().map(Revision::id).collect(Collectors.toSet());
        List<String> heads = workspace.graph().heads().stream()
                .map(Revision::id)
                .filter(ids::contains)
                .sorted()
                .toList();
        BranchModels models = new BranchModels(workspace);
        return new BranchReport(
                branch.label(),
                branch.isProtected(),
                branch.maintain(),
                branch.origin(),
                branch.plugin(),
                branch.tablePrefix(),
                heads,
                revisions.size(),
                models.tables(branch),
                models.definitions(branch));
    }

    private RevisionReports reports() {
        return new RevisionReports(workspace.branches(), null);
    }

    private RevisionReports reports(Heads heads) {
        return new RevisionReports(
                workspace.branches(),
                workspace.graph().applied(heads).stream().map(Revision::id).toList());
    }
}
