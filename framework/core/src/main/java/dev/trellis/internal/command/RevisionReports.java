package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.script.Script;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Turns revisions into what listings show. */
final class RevisionReports {
    private final Branches branches;
    private final RevisionGraph graph;
    private final Set<String> heads;
    private final Predicate<String> branchPoint;
    private final @Nullable Set<String> applied;

    /** @param applied the identifiers of what the database has, or null when nobody asked it */
    RevisionReports(Branches branches, @Nullable Collection<String> applied) {
        this.branches = branches;
        this.graph = branches.graph();
        this.heads = ids(graph.heads());
        this.branchPoint = ids(graph.branchPoints())::contains;
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
        Script script = branches.script(id);
        Branch branch = branches.of(id);
        return new RevisionReport(
                id,
                revision.downRevisions(),
                branch == null ? "" : branch.label(),
                List.copyOf(graph.labels(id)),
                revision.dependsOn(),
                script == null ? "" : script.header().message(),
                script == null ? null : script.header().created(),
                script == null ? "" : script.display(),
                heads.contains(id),
                revision.downRevisions().isEmpty(),
                branchPoint.test(id),
                revision.downRevisions().size() > 1,
                applied == null ? null : (Boolean) applied.contains(id));
    }
}
