package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.BranchException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.RevisionReport;
import java.nio.file.Path;
import java.util.List;

/** Finds the file of a revision for {@code edit}. */
public final class Edit {
    private final Workspace workspace;

    public Edit(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Returns the file.
     *
     * @param text the revision as on the command line
     * @throws UsageException {@code multiple_heads}, {@code no_such_revision}; {@code not_editable} for a script in a jar
     *     or in Java
     */
    public Path file(String text) {
        List<RevisionReport> revisions = new StatusQueries(workspace).show(text);
        if (revisions.size() > 1) {
            throw UsageException.severalToEdit(
                    text, revisions.stream().map(RevisionReport::revision).toList());
        }
        if (revisions.isEmpty()) {
            throw text.equals("current") ? UsageException.nothingApplied() : UsageException.noRevision(text);
        }
        String id = revisions.get(0).revision();
        Branches branches = workspace.branches();
        Branch branch = branches.require(workspace.label(id));
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "edit");
        }
        MigrationScript script = branches.script(id);
        Path file =
                script == null || script.file() == null ? null : script.file().path();
        if (file == null) {
            throw UsageException.notEditable(id, revisions.get(0).path());
        }
        return file;
    }
}
