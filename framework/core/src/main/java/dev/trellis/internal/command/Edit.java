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

/** Finds the file of a revision that may be edited. */
public final class Edit {
    private final Workspace workspace;

    public Edit(Workspace workspace) {
        this.workspace = workspace;
    }

    public Path file(String text) {
        List<RevisionReport> found = new StatusQueries(workspace).show(text);
        if (found.size() > 1) {
            throw UsageException.severalToEdit(
                    text, found.stream().map(RevisionReport::revision).toList());
        }
        if (found.isEmpty()) {
            throw text.equals("current") ? UsageException.nothingApplied() : UsageException.noRevision(text);
        }
        String id = found.get(0).revision();
        Branches branches = workspace.branches();
        Branch branch = branches.require(workspace.label(id));
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "edit");
        }
        MigrationScript script = branches.script(id);
        Path file =
                script == null || script.file() == null ? null : script.file().path();
        if (file == null) {
            throw UsageException.notEditable(id, found.get(0).path());
        }
        return file;
    }
}
