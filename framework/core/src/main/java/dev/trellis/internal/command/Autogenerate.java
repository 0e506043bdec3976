package dev.trellis.internal.command;

import dev.trellis.AutogenerateHook;
import dev.trellis.RevisionRequest;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.dialect.ReducedTable;
import dev.trellis.error.Problem;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.diff.NativeTypes;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Operation;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.Diff;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.report.Warning;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.Target;
import dev.trellis.schema.Definition;
import dev.trellis.script.DraftBody;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the model of one branch with the database and writes the difference as a revision. */
public final class Autogenerate {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final ModelComparison comparison;
    private final Predicate<RenameCandidate> renames;

    /**
     * Creates the command for one connection.
     *
     * @param renames decides whether a possible rename is really a rename
     */
    public Autogenerate(Workspace workspace, Session session, Predicate<RenameCandidate> renames) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.session = session;
        this.comparison = new ModelComparison(workspace, session);
        this.renames = renames;
    }

    /**
     * Compares the model of the branch with the database, and writes a revision unless the draft of the revision is empty.
     */
    public AutogenerateReport write(RevisionRequest request, Heads heads) throws SQLException {
        if (request.head() != null) {
            branches.requireWritable(request.head(), "revision --autogenerate");
        }
        Branch branch = branch(request);
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "revision --autogenerate");
        }
        comparison.requireUpToDate(branch, heads);
        Diff diff = comparison.of(branch, renames);
        DraftBody draft = draft(branch, diff, heads);
        DiffReport report = DiffReport.of(branch.label(), diff);
        if (draft.upgrade().isEmpty()) {
            return new AutogenerateReport(null, report);
        }
        List<String> dependsOn = new ArrayList<>(request.dependsOn());
        dependsOn.addAll(
                new RevisionDependencies(workspace).of(branch, request.head(), draft.upgrade(), request.dependsOn()));
        RevisionReport written = new NewRevision(workspace)
                .write(request.toBuilder().body(draft).dependsOn(dependsOn).build());
        return new AutogenerateReport(written, report);
    }

    /** Returns the body of a merge point of the branch: the changes that bring the database to the model. */
    public DraftBody mergeBody(Branch branch, Heads heads) {
        comparison.requireUpToDate(branch, heads);
        try {
            return draft(branch, comparison.of(branch, renames), heads);
        } catch (SQLException e) {
            throw DatabaseException.failed("autogenerate", session.message(e), e);
        }
    }

    private DraftBody draft(Branch branch, Diff diff, Heads heads) throws SQLException {
        String dialect = session.dialect().name();
        PreviousTexts previous = PreviousTexts.of(workspace, session, heads, comparison.actual(), diff.operations());
        List<Operation> upgrade = previous.upgrade(NativeTypes.in(dialect, diff.operations()));
        List<Operation> downgrade = previous.downgrade(
                NativeTypes.in(dialect, diff.reversed(session.dialect().quoting())));
        List<String> notes = new ArrayList<>(notes(diff.warnings()));
        diff.reported().stream()
                .filter(each -> each.reason() == UnmanagedDifference.Reason.REJECTED)
                .map(each -> "cannot be run as it is: " + each.table() + ": " + each.what())
                .forEach(notes::add);
        notes.addAll(new UnmodelledNotes(session).of(upgrade));
        notes.addAll(dependents(branch, upgrade));
        unsupported(upgrade).ifPresent(notes::add);
        DraftBody draft = new DraftBody(upgrade, downgrade, notes);
        for (AutogenerateHook hook : workspace.hooks()) {
            draft = ContributedCode.of(hook).edit(branch.label(), draft);
        }
        return draft;
    }

    /** Returns one note for each operation on a table on which definitions of other branches depend. */
    private List<String> dependents(Branch branch, List<Operation> upgrade) throws SQLException {
        List<String> notes = new ArrayList<>();
        for (Operation operation : upgrade) {
            List<ReducedTable> reduced = ReducedTable.of(operation).toList();
            if (reduced.isEmpty()) {
                continue;
            }
            List<String> others = new ArrayList<>();
            for (Definition definition : comparison.actual().definitions().values()) {
                Branch owner = comparison.ownership().of(definition.name());
                if (owner != null
                        && !owner.equals(branch)
                        && reduced.stream().anyMatch(each -> each.isUsedBy(definition, session.dialect()))) {
                    others.add(definition.name().describe() + " of branch '" + owner.label() + "'");
                }
            }
            if (!others.isEmpty()) {
                notes.add("cannot be run as it is: " + operation.describe()
                        + "\n  definitions of other branches depend on it: " + String.join(", ", others));
            }
        }
        return notes;
    }

    /** Returns one note for each operation that has warnings. */
    private static Collection<String> notes(List<Warning> warnings) {
        Map<Operation, String> notes = new LinkedHashMap<>();
        for (Warning warning : warnings) {
            notes.merge(
                    warning.operation(),
                    "review: " + warning.operation().describe() + "\n  " + warning.text(),
                    (note, more) -> note + "\n  " + warning.text());
        }
        return notes.values();
    }

    /**
     * Returns a note if the database does not support one of the operations. Without transactional DDL a run compiles each
     * revision before it executes a statement, so the draft can be compiled here as well. With transactional DDL the
     * compilation of a statement may depend on the execution of earlier ones.
     */
    private Optional<String> unsupported(List<Operation> upgrade) {
        Dialect dialect = session.dialect();
        if (dialect.capabilities().transactionalDdl()) {
            return Optional.empty();
        }
        try {
            dialect.compile(upgrade, Catalog.overlay(dialect.catalog(session.connection()), dialect), command -> {});
            return Optional.empty();
        } catch (DialectException e) {
            Problem problem = e.problem();
            String advice = problem.advice() == null ? "" : "\n  " + problem.advice();
            return Optional.of("cannot be run as it is: " + problem.message() + advice);
        }
    }

    /** Returns the branch to compare: the branch of a declared label or of the head, else the only writable branch. */
    private Branch branch(RevisionRequest request) {
        for (String label : request.branchLabels()) {
            Optional<Branch> declared = branches.find(label);
            if (declared.isPresent()) {
                return declared.get();
            }
        }
        Branch ofHead = request.head() == null ? null : branchOf(request.head());
        if (ofHead != null) {
            return ofHead;
        }
        List<Branch> writable = NewRevision.writableBranches(branches);
        if (writable.size() != 1) {
            throw NewRevision.headRequired(branches, writable);
        }
        return writable.get(0);
    }

    private @Nullable Branch branchOf(String head) {
        String label = Target.named(head).label();
        Optional<Branch> declared = label == null ? Optional.empty() : branches.find(label);
        if (declared.isPresent()) {
            return declared.get();
        }
        Set<Branch> owners = new LinkedHashSet<>();
        for (Revision revision : branches.graph().resolve(head).revisions()) {
            Branch branch = branches.of(revision.id());
            if (branch != null) {
                owners.add(branch);
            }
        }
        return owners.size() == 1 ? owners.iterator().next() : null;
    }
}
