package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates the reports of revisions. */
final class RevisionReports {
    private final Branches branches;
    private final RevisionGraph graph;
    private final Set<String> heads;
    private final Set<String> branchPoints;
    private final @Nullable Set<String> applied;

    /**
     * Creates the reports for the revisions of some branches.
     *
     * @param applied the identifiers of the applied revisions, or null if the database was not read
     */
    RevisionReports(Branches branches, @Nullable Collection<String> applied) {
        this.branches = branches;
        this.graph = branches.graph();
        this.heads = ids(graph.heads());
        this.branchPoints = ids(graph.branchPoints());
        this.applied = applied == null ? null : new HashSet<>(applied);
    }

    private static Set<String> ids(Collection<Revision> revisions) {
        Set<String> ids = new HashSet<>();
        revisions.forEach(revision -> ids.add(revision.id()));
        return ids;
    }

    List<RevisionReport> of(List<Revision> revisions) {
        return revisions.stream().map(this::of).toList();
    }

    RevisionReport of(Revision revision) {
        String id = revision.id();
        MigrationScript script = branches.script(id);
        Branch branch = branches.of(id);
        RevisionReport.Builder report = RevisionReport.builder(id)
                .downRevision(revision.downRevisions())
                .branch(branch == null ? "" : branch.label())
                .branchLabels(List.copyOf(graph.labels(id)))
                .dependsOn(revision.dependsOn())
                .isHead(heads.contains(id))
                .isBranchPoint(branchPoints.contains(id));
        if (script != null) {
            report.message(script.header().message())
                    .created(script.header().created())
                    .path(script.display());
        }
        if (applied != null) {
            report.applied(applied.contains(id));
        }
        return report.build();
    }
}
