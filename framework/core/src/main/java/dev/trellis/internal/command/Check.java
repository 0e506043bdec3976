package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.DiffReport;
import dev.trellis.revision.Heads;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command check: compares the models with a database that is at its heads, through {@link ModelComparison} (what is
 * compared) and {@code internal.diff.SchemaDiff} (how).
 */
public final class Check {
    private final Workspace workspace;

    public Check(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Compares the models.
     *
     * @param label the label of the branch, or null for every writable branch that has a model
     */
    public List<DiffReport> run(@Nullable String label) {
        return workspace.reading("the comparison", session -> run(label, session));
    }

    private List<DiffReport> run(@Nullable String label, Session session) throws SQLException {
        Branches declared = workspace.branches();
        List<Branch> branches = branches(label);
        Heads heads = workspace.acceptedHeads(session);
        if (label == null && workspace.branches() != declared) {
            branches = branches.stream()
                    .filter(branch -> declared.revisions(branch).size()
                            == workspace.branches().revisions(branch).size())
                    .toList();
        }
        ModelComparison comparison = new ModelComparison(workspace, session);
        List<DiffReport> reports = new ArrayList<>();
        for (Branch branch : branches) {
            comparison.requireUpToDate(branch, heads);
            reports.add(DiffReport.of(branch.label(), comparison.of(branch, rename -> false)));
        }
        return reports;
    }

    private List<Branch> branches(@Nullable String label) {
        Branches branches = workspace.branches();
        BranchModels models = new BranchModels(workspace);
        return label != null
                ? List.of(branches.require(label))
                : branches.all().stream()
                        .filter(branch -> branch.isWritable() && models.has(branch))
                        .toList();
    }
}
