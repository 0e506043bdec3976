package dev.trellis.internal.command;

import dev.trellis.AutogenerateHook;
import dev.trellis.RevisionRequest;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.DialectException;
import dev.trellis.error.Problem;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.DatabaseException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.diff.NativeTypes;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateForeignKey;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.Diff;
import dev.trellis.report.DiffReport;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.Warning;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.revision.Target;
import dev.trellis.schema.ForeignKey;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Autogenerate: the difference for one branch, written as a revision. */
public final class Autogenerate {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final ModelComparison comparing;
    private final Predicate<RenameCandidate> renames;

    /** @param renames which likely renames are renames */
    public Autogenerate(Workspace workspace, Session session, Predicate<RenameCandidate> renames) {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.session = session;
        this.comparing = new ModelComparison(workspace, session);
        this.renames = renames;
    }

    /** Compares, and writes a revision unless there is nothing to be done. */
    public AutogenerateReport write(RevisionRequest asked, Heads rows) throws SQLException {
        if (asked.head() != null) {
            branches.requireWritable(asked.head(), "revision --autogenerate");
        }
        Branch branch = branch(asked);
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "revision --autogenerate");
        }
        comparing.requireUpToDate(branch, rows);
        Diff difference = comparing.of(branch, renames);
        DraftBody body = body(branch, difference);
        DiffReport report = DiffReport.of(branch.label(), difference);
        if (body.upgrade().isEmpty()) {
            return new AutogenerateReport(null, report);
        }
        List<String> dependsOn = new ArrayList<>(asked.dependsOn());
        dependsOn.addAll(
                new RevisionDependencies(workspace).of(branch, asked.head(), body.upgrade(), asked.dependsOn()));
        RevisionReport written =
                new NewRevision(workspace).write(asked.withBody(body).withDependsOn(dependsOn));
        return new AutogenerateReport(written, report);
    }

    /** What a merge point of the branch has to do, so that the model is met. */
    public DraftBody mergeBody(Branch branch, Heads rows) {
        comparing.requireUpToDate(branch, rows);
        try {
            return body(branch, comparing.of(branch, renames));
        } catch (SQLException e) {
            throw DatabaseException.failed("autogenerate", session.message(e), e);
        }
    }

    private DraftBody body(Branch branch, Diff difference) {
        Map<Operation, String> notes = new LinkedHashMap<>();
        for (Warning note : difference.warnings()) {
            notes.merge(
                    note.operation(),
                    "look at: " + note.operation().describe() + "\n  " + note.text(),
                    (all, more) -> all + "\n  " + note.text());
        }
        String dialect = session.dialect().name();
        List<Operation> upgrade = NativeTypes.in(dialect, difference.operations());
        List<Operation> downgrade =
                NativeTypes.in(dialect, difference.reversed(session.dialect().quoting()));
        List<String> said = new ArrayList<>(notes.values());
        refused(upgrade).ifPresent(said::add);
        DraftBody body = new DraftBody(upgrade, downgrade, said);
        for (AutogenerateHook hook : workspace.hooks()) {
            body = hook.edit(branch.label(), body);
        }
        return body;
    }

    /**
     * What the database has no way to do, told now and not first when the draft is run. Asked only where statements are
     * compiled before any of them is run: elsewhere some are known only when others have been run.
     */
    private Optional<String> refused(List<Operation> upgrade) {
        Dialect dialect = session.dialect();
        if (dialect.capabilities().transactionalDdl()) {
            return Optional.empty();
        }
        try {
            dialect.compile(upgrade, Catalog.overlay(dialect.catalog(session.connection())), command -> {});
            return Optional.empty();
        } catch (DialectException e) {
            Problem problem = e.problem();
            String advice = problem.advice() == null ? "" : "\n  " + problem.advice();
            return Optional.of("cannot be run as it is: " + problem.message() + advice);
        }
    }

    /** The branch that a revision is drafted for: the one that its head names, or the only one that is ours. */
    private Branch branch(RevisionRequest asked) {
        for (String label : asked.branchLabels()) {
            Optional<Branch> declared = branches.find(label);
            if (declared.isPresent()) {
                return declared.get();
            }
        }
        Branch named = asked.head() == null ? null : named(asked.head());
        if (named != null) {
            return named;
        }
        List<Branch> ours = branches.all().stream()
                .filter(branch -> branch.isWritable() && branch.directory() != null)
                .toList();
        if (ours.size() != 1) {
            throw UsageException.whichHead(
                    new MultipleHeads(branches).heads(), new MultipleHeads(branches).candidates(ours));
        }
        return ours.get(0);
    }

    private @Nullable Branch named(String head) {
        String label = Target.named(head).label();
        Optional<Branch> declared = label == null ? Optional.empty() : branches.find(label);
        if (declared.isPresent()) {
            return declared.get();
        }
        Set<Branch> found = new LinkedHashSet<>();
        for (Revision revision : branches.graph().resolve(head).revisions()) {
            Branch branch = branches.of(revision.id());
            if (branch != null) {
                found.add(branch);
            }
        }
        return found.size() == 1 ? found.iterator().next() : null;
    }

    /** The tables that operations refer to by foreign keys, with the columns. */
    static List<ForeignKey> references(List<Operation> operations) {
        List<ForeignKey> keys = new ArrayList<>();
        Set<TableName> created = new LinkedHashSet<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                created.add(create.table().name());
                keys.addAll(create.table().foreignKeys());
            } else if (operation instanceof CreateForeignKey create) {
                keys.add(create.key());
            }
        }
        keys.removeIf(key -> created.contains(key.referredTable()));
        return keys;
    }
}
