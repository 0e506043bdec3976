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

/** Compares the models of branches with a database that is at their heads. */
public final class Check {
    private final Workspace workspace;

    public Check(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @param label the branch to look at, or null for all that are ours and have a model */
    public List<DiffReport> of(@Nullable String label) {
        return workspace.atDatabase("the comparison", session -> of(label, session));
    }

    private List<DiffReport> of(@Nullable String label, Session session) throws SQLException {
        Branches branches = workspace.branches();
        Heads rows = workspace.rows(session);
        ModelComparison comparing = new ModelComparison(workspace, session);
        List<DiffReport> reports = new ArrayList<>();
        for (Branch branch : branches.all()) {
            boolean wanted = label == null
                    ? branch.isWritable() && branch.model() != null
                    : branch.label().equals(label);
            if (wanted) {
                comparing.requireUpToDate(branch, rows);
                reports.add(DiffReport.of(branch.label(), comparing.of(branch, rename -> false)));
            }
        }
        if (label != null && reports.isEmpty()) {
            branches.require(label);
        }
        return reports;
    }
}
