package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.internal.branch.BranchConfiguration;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.update.PluginDescriptor;
import dev.trellis.internal.update.UpdateAnalysis;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.internal.workspace.Workspace.Forecast;
import dev.trellis.report.CompatReport;
import dev.trellis.report.Impact;
import dev.trellis.report.UpdateEffect;
import dev.trellis.report.UpdateFinding;
import dev.trellis.revision.Revision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Classifies the changes of this project's branches since a released jar, for any app that uses their tables. */
public final class Compat {
    private final Workspace workspace;

    public Compat(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Classifies the changes.
     *
     * @param since the released jar
     */
    public CompatReport since(Path since) {
        PluginDescriptor released = PluginDescriptor.read(since);
        Branches now = workspace.branches();
        Set<String> labels = new TreeSet<>();
        released.branches().forEach(branch -> labels.add(branch.label()));
        labels.forEach(now::require);
        try (Workspace former = workspace.with(forecast(released, labels))) {
            Branches before = former.branches();
            Set<UpdateFinding> findings = new LinkedHashSet<>();
            Set<String> revisions = new LinkedHashSet<>();
            List<Dialect> dialects = workspace.hasDatabase() ? List.of(workspace.dialect()) : workspace.allDialects();
            for (Dialect dialect : dialects) {
                UpdateAnalysis analysis = new UpdateAnalysis(before, now, workspace.parsing(dialect), labels);
                analysis.newRevisions().forEach(revision -> revisions.add(revision.id()));
                findings.addAll(history(analysis, before));
                findings.addAll(analysis.findingsForAnyApp());
            }
            List<UpdateFinding> sorted = PlanUpdate.sorted(findings).stream()
                    .filter(finding -> finding.impact() != Impact.HARMLESS)
                    .toList();
            return new CompatReport(
                    released.name(),
                    List.copyOf(labels),
                    PlanUpdate.worst(sorted),
                    sorted.stream()
                            .anyMatch(finding -> finding.impact() == Impact.BREAKING && finding.reason() == null),
                    List.copyOf(revisions),
                    sorted);
        }
    }

    /** Returns the present branches with the released ones in place of those of the same labels. */
    private Forecast forecast(PluginDescriptor released, Set<String> labels) {
        List<Branch> branches = new ArrayList<>(released.branches());
        for (Branch branch : BranchConfiguration.of(
                workspace.configuration(), workspace.extensions().branches())) {
            if (!labels.contains(branch.label())) {
                branches.add(branch);
            }
        }
        Map<String, List<MigrationScript>> javaRevisions = new HashMap<>(workspace.javaRevisions());
        labels.forEach(javaRevisions::remove);
        javaRevisions.putAll(released.javaRevisions());
        return new Forecast(branches, javaRevisions, released.steps());
    }

    private static List<UpdateFinding> history(UpdateAnalysis analysis, Branches before) {
        List<UpdateFinding> findings = new ArrayList<>();
        for (Revision revision : analysis.goneRevisions()) {
            Branch branch = before.of(revision.id());
            findings.add(new UpdateFinding(
                    Impact.BREAKING,
                    UpdateEffect.REVISION_GONE,
                    UpdateFinding.ANY_APP,
                    branch == null ? "" : branch.label(),
                    revision.id(),
                    null,
                    "the released revision " + revision.id() + " has no script any more",
                    "Restore its script.",
                    null));
        }
        for (MigrationScript script : analysis.changedScripts()) {
            Branch branch = before.of(script.id());
            findings.add(new UpdateFinding(
                    Impact.BREAKING,
                    UpdateEffect.SCRIPT_CHANGED,
                    UpdateFinding.ANY_APP,
                    branch == null ? "" : branch.label(),
                    script.id(),
                    Location.of(script.display()),
                    "the script of the released revision " + script.id() + " has changed",
                    "Restore the released script, and make the change in a new revision.",
                    script.header().breaks()));
        }
        return findings;
    }
}
