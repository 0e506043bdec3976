package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.revision.Heads;
import dev.trellis.runtime.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares the models of branches with a database that is at their heads. */
final class Checking {
    private final Workspace workspace;

    Checking(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @param label the branch to look at, or null for all that are ours and have a model */
    List<DifferenceReport> of(@Nullable String label) {
        return workspace.atDatabase("the comparison", session -> of(label, session));
    }

    private List<DifferenceReport> of(@Nullable String label, Session session) throws SQLException {
        Branches branches = workspace.branches();
        Heads rows = workspace.rows(session);
        Comparing comparing = new Comparing(workspace, session);
        List<DifferenceReport> reports = new ArrayList<>();
        for (Branch branch : branches.all()) {
            boolean wanted = label == null
                    ? branch.isWritable() && branch.model() != null
                    : branch.label().equals(label);
            if (wanted) {
                comparing.requireUpToDate(branch, rows);
                reports.add(DifferenceReport.of(branch.label(), comparing.of(branch, rename -> false)));
            }
        }
        if (label != null && reports.isEmpty()) {
            branches.require(label);
        }
        return reports;
    }
}
