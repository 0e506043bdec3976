package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.DownRevisionEditor;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RebaseReport;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves a revision that is not applied, together with its descendants, on top of another head of its branch. */
public final class Rebase {
    private final Workspace workspace;
    private final Branches branches;
    private final RevisionGraph graph;
    private final Set<String> applied;

    /**
     * Creates the command.
     *
     * @param applied the identifiers of the applied revisions; empty if no database is configured
     */
    public Rebase(Workspace workspace, Set<String> applied) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.graph = branches.graph();
        this.applied = applied;
    }

    /**
     * Moves the revision by changing {@code down_revision} in its script.
     *
     * @param text the revision as on the command line
     * @param onto the new parent as on the command line, or null for the other head of the branch
     */
    public RebaseReport write(String text, @Nullable String onto) {
        RebaseReport planned = plan(text, onto);
        Rewrite rewrite = rewrite(planned.revision().revision(), planned.onto());
        try {
            // Write a copy first, so that a full disk does not leave an incomplete script.
            Path copy = Files.createTempFile(rewrite.file().toAbsolutePath().getParent(), ".rebase-", ".tmp");
            try {
                Files.copy(
                        rewrite.file(), copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.writeString(copy, rewrite.text());
                Files.move(copy, rewrite.file(), StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw UsageException.cannotWrite(DisplayPath.of(rewrite.file()), String.valueOf(e.getMessage()));
        }
        workspace.reread();
        return planned;
    }

    /** Checks the move like {@link #write} and returns its report, without writing anything. */
    public RebaseReport plan(String text, @Nullable String onto) {
        Revision revision = graph.resolveOne(text).orElseThrow(() -> UsageException.noRevision(text));
        Branch branch = branches.require(workspace.label(revision.id()));
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "rebase");
        }
        if (revision.downRevisions().size() > 1) {
            throw UsageException.isMergePoint(revision);
        }
        List<String> moved =
                graph.withAbove(revision.id()).stream().map(Revision::id).toList();
        moved.stream().filter(applied::contains).findFirst().ifPresent(id -> {
            throw UsageException.alreadyApplied(revision.id(), id, parent(revision));
        });
        String head = onto == null ? otherHead(branch, revision, moved) : headNamed(onto, branch, revision, moved);
        if (revision.downRevisions().equals(List.of(head))) {
            throw UsageException.alreadyOn(revision.id(), head);
        }
        Revision rebased = new Revision(
                revision.id(), List.of(head), revision.branchLabels(), revision.dependsOn(), revision.replaces());
        requireValidGraph(rebased);
        rewrite(revision.id(), head);
        return new RebaseReport(
                new RevisionReports(workspace.branches(), null).of(rebased),
                revision.downRevisions(),
                head,
                moved.subList(1, moved.size()));
    }

    private void requireValidGraph(Revision rebased) {
        RevisionGraph.of(graph.revisions().stream()
                .map(revision -> revision.id().equals(rebased.id()) ? rebased : revision)
                .toList());
    }

    private static String parent(Revision revision) {
        return revision.downRevisions().isEmpty()
                ? "base"
                : revision.downRevisions().get(0);
    }

    private String otherHead(Branch branch, Revision revision, List<String> moved) {
        List<String> others =
                new ArrayList<>(new MultipleHeads(branches).heads().getOrDefault(branch, List.of()));
        others.removeAll(moved);
        if (others.isEmpty()) {
            throw UsageException.noOtherHead(branch.label(), revision.id());
        }
        if (others.size() > 1) {
            throw UsageException.severalToRebaseOnto(revision.id(), branch.label(), others);
        }
        String head = others.get(0);
        graph.fork(revision.id(), head)
                .map(Revision::id)
                .filter(first -> !first.equals(revision.id()))
                .ifPresent(first -> {
                    throw UsageException.leavesHead(revision.id(), parent(revision), first, head);
                });
        return head;
    }

    private String headNamed(String onto, Branch branch, Revision revision, List<String> moved) {
        List<Revision> heads = graph.resolve(onto).revisions().stream()
                .filter(each -> !moved.contains(each.id()))
                .toList();
        if (heads.isEmpty()) {
            throw UsageException.ontoItself(
                    revision.id(),
                    onto,
                    graph.resolve(onto).revisions().stream()
                            .map(Revision::id)
                            .findFirst()
                            .orElse(null));
        }
        if (heads.size() > 1) {
            throw UsageException.severalToRebaseOnto(
                    revision.id(),
                    branch.label(),
                    heads.stream().map(Revision::id).toList());
        }
        String head = heads.get(0).id();
        if (!branch.equals(branches.of(head))) {
            throw UsageException.rebaseAcrossBranches(revision.id(), branch.label(), head, workspace.label(head));
        }
        List<String> above = graph.children(head).stream()
                .map(Revision::id)
                .filter(child -> !child.equals(revision.id()))
                .toList();
        if (!above.isEmpty()) {
            throw UsageException.ontoNoHead(head, above);
        }
        return head;
    }

    /** The script of the moved revision with its new parent. */
    private record Rewrite(Path file, String text) {}

    private Rewrite rewrite(String revision, String head) {
        MigrationScript script = branches.script(revision);
        Path file =
                script == null || script.file() == null ? null : script.file().path();
        if (script == null || file == null) {
            throw UsageException.notEditable(revision, script == null ? "" : script.display());
        }
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return new Rewrite(file, DownRevisionEditor.replace(text, head, script.display()));
        } catch (IOException e) {
            throw UsageException.cannotWrite(script.display(), String.valueOf(e.getMessage()));
        }
    }
}
