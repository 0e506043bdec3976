package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.update.PluginDescriptor;
import dev.trellis.internal.update.UpdateAnalysis;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.Impact;
import dev.trellis.report.PlanReport;
import dev.trellis.report.UpdateEffect;
import dev.trellis.report.UpdateFinding;
import dev.trellis.report.UpdateReport;
import dev.trellis.report.UpdateReport.UpdatedBranch;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.script.Body;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges an update of plugins before it is installed. Reads the jars without loading a class, and the version table of the
 * database if one is configured; changes nothing.
 */
public final class PlanUpdate {
    private final Workspace workspace;

    public PlanUpdate(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Judges an update.
     *
     * @param jars the jars of the new releases
     * @param removed the labels of the branches that are removed
     */
    public UpdateReport of(List<Path> jars, Collection<String> removed) {
        List<PluginDescriptor> descriptors =
                jars.stream().map(PluginDescriptor::read).toList();
        Branches installed = workspace.branches();
        Candidates.Update update = new Candidates(workspace).of(descriptors, removed);
        try (Workspace future = workspace.with(update.forecast())) {
            Branches updated;
            try {
                updated = future.branches();
            } catch (TrellisException e) {
                return unloadable(update, e);
            }
            return judge(new Comparison(installed, updated, future, update.labels()));
        }
    }

    /** Both states of the branches, and the workspace of the state after the update. */
    private record Comparison(Branches installed, Branches updated, Workspace future, Set<String> labels) {}

    private UpdateReport unloadable(Candidates.Update update, TrellisException failure) {
        List<UpdateFinding> findings = failure.problems().stream()
                .map(problem -> refused(UpdateEffect.CANNOT_LOAD, party(problem, update.labels()), "", "", problem))
                .toList();
        List<UpdatedBranch> candidates = update.labels().stream()
                .map(label -> updated(
                        label, workspace.branches(), null, update.forecast().branches()))
                .toList();
        return new UpdateReport(
                candidates, Impact.BREAKING, new PlanReport(List.of(), List.of(), List.of(), List.of()), findings);
    }

    /** Returns the installed branch whose script a problem names; otherwise the updated branch. */
    private String party(Problem problem, Set<String> labels) {
        Location at = problem.location();
        for (Branch branch : workspace.branches().all()) {
            for (Revision revision : workspace.branches().revisions(branch)) {
                MigrationScript script = workspace.branches().script(revision.id());
                if (at != null && script != null && at.source().equals(script.display())) {
                    return branch.label();
                }
            }
        }
        return String.join(", ", labels);
    }

    private static UpdateFinding refused(
            UpdateEffect effect, String party, String branch, String revision, Problem problem) {
        return new UpdateFinding(
                Impact.BREAKING,
                effect,
                party,
                branch,
                revision,
                problem.location(),
                problem.name() + ": " + problem.message(),
                problem.advice() == null ? "Report the error to the vendor of the update." : problem.advice(),
                null);
    }

    private UpdateReport judge(Comparison comparison) {
        Heads rows = rows();
        Set<String> known = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String row : rows.ids()) {
            (comparison.updated().graph().find(row).isPresent() ? known : unknown).add(row);
        }
        Set<UpdateFinding> findings = new LinkedHashSet<>();
        for (Dialect dialect : dialects()) {
            UpdateAnalysis analysis = new UpdateAnalysis(
                    comparison.installed(),
                    comparison.updated(),
                    comparison.future().parsing(dialect),
                    comparison.labels());
            findings.addAll(history(comparison, analysis, rows));
            findings.addAll(analysis.findings());
            findings.addAll(protection(comparison, comparison.future().parsing(dialect)));
        }
        PlanReport plan = new PlanReport(List.copyOf(rows.ids()), List.of(), List.of(), List.of());
        if (unknown.isEmpty()) {
            try {
                plan = new DryRun(comparison.future()).update(Heads.of(known));
            } catch (TrellisException e) {
                e.problems()
                        .forEach(problem -> findings.add(refused(
                                UpdateEffect.CANNOT_RUN, party(problem, comparison.labels()), "", "", problem)));
            }
        }
        List<UpdateFinding> sorted = sorted(findings);
        List<UpdatedBranch> candidates = comparison.labels().stream()
                .map(label -> updated(
                        label,
                        comparison.installed(),
                        comparison.updated(),
                        List.copyOf(comparison.updated().all())))
                .toList();
        return new UpdateReport(candidates, worst(sorted), plan, sorted);
    }

    /** Returns the findings with the most severe first, each effect on a party once, although several dialects have it. */
    static List<UpdateFinding> sorted(Collection<UpdateFinding> findings) {
        Map<List<Object>, UpdateFinding> distinct = new LinkedHashMap<>();
        findings.stream()
                .sorted(Comparator.comparing(UpdateFinding::impact).reversed())
                .forEach(finding -> distinct.putIfAbsent(
                        List.of(
                                finding.effect(),
                                finding.party(),
                                finding.revision(),
                                String.valueOf(finding.at()),
                                finding.message().replaceAll("[;:].*", "")),
                        finding));
        return List.copyOf(distinct.values());
    }

    static Impact worst(Collection<UpdateFinding> findings) {
        return findings.stream()
                .map(UpdateFinding::impact)
                .max(Comparator.naturalOrder())
                .orElse(Impact.HARMLESS);
    }

    private static UpdatedBranch updated(
            String label, Branches installed, @Nullable Branches updated, List<Branch> after) {
        Branch from = installed.find(label).orElse(null);
        Branch to = after.stream()
                .filter(branch -> branch.label().equals(label))
                .findFirst()
                .orElse(null);
        return new UpdatedBranch(
                label,
                from == null ? "" : from.origin(),
                to == null ? "" : to.origin(),
                from == null ? List.of() : UpdateAnalysis.heads(installed, from),
                to == null || updated == null ? List.of() : UpdateAnalysis.heads(updated, to));
    }

    private List<Dialect> dialects() {
        return workspace.hasDatabase() ? List.of(workspace.dialect()) : workspace.allDialects();
    }

    /** Returns the rows of the version table; none without a database. */
    private Heads rows() {
        if (!workspace.hasDatabase() || workspace.isDatabaseMissing()) {
            return Heads.none();
        }
        return workspace.atDatabase(
                "reading the version table",
                session -> workspace.state(session).read().heads());
    }

    /** Returns the findings about released revisions that are gone or changed. */
    private List<UpdateFinding> history(Comparison comparison, UpdateAnalysis analysis, Heads rows) {
        Set<String> applied = new HashSet<>();
        List<String> known = rows.ids().stream()
                .filter(row -> comparison.installed().graph().find(row).isPresent())
                .toList();
        comparison.installed().graph().applied(Heads.of(known)).forEach(revision -> applied.add(revision.id()));
        boolean isFresh = !workspace.hasDatabase() || workspace.isDatabaseMissing();
        List<UpdateFinding> findings = new ArrayList<>();
        for (Revision revision : analysis.goneRevisions()) {
            String label = label(comparison.installed(), revision.id());
            boolean isRemoved = comparison.updated().find(label).isEmpty();
            boolean isApplied = applied.contains(revision.id());
            if (isRemoved && !isApplied) {
                continue;
            }
            findings.add(new UpdateFinding(
                    isFresh || isApplied ? Impact.BREAKING : Impact.ATTENTION,
                    UpdateEffect.REVISION_GONE,
                    label,
                    label,
                    revision.id(),
                    null,
                    "revision " + revision.id() + (isApplied ? " is applied and" : "") + " has no script any more",
                    isRemoved
                            ? "Downgrade it before the removal: trellis downgrade " + label + "@base"
                            : "Do not install the update, and ask the vendor for a release that contains the revision.",
                    null));
        }
        for (MigrationScript script : analysis.changedScripts()) {
            String label = label(comparison.updated(), script.id());
            boolean isApplied = applied.contains(script.id());
            findings.add(new UpdateFinding(
                    isFresh || isApplied ? Impact.BREAKING : Impact.ATTENTION,
                    UpdateEffect.SCRIPT_CHANGED,
                    label,
                    label,
                    script.id(),
                    Location.of(script.display()),
                    "the script of revision " + script.id() + (isApplied ? ", which is applied," : "") + " has changed",
                    "Ask the vendor to restore the released script and to make the change in a new revision.",
                    null));
        }
        return findings;
    }

    private static String label(Branches branches, String revision) {
        Branch branch = branches.of(revision);
        return branch == null ? "" : branch.label();
    }

    /** Returns the findings about tables with two owners and about scripts that change protected tables. */
    private List<UpdateFinding> protection(Comparison comparison, ParseContext context) {
        Branches branches = comparison.updated();
        List<UpdateFinding> findings = new ArrayList<>();
        try {
            Protection protection = CommandDatabase.protection(comparison.future(), branches, context, null);
            protection.ownership();
            for (Revision revision : branches.graph().order()) {
                MigrationScript script = branches.script(revision.id());
                Branch branch = branches.of(revision.id());
                if (script == null || branch == null) {
                    continue;
                }
                Body body = script.body(context);
                Problems problems = new Problems();
                protection.checkNamedTables(branch, body, problems);
                protection.checkTablesInSql(branch, body.upgrade(), problems);
                problems.all()
                        .forEach(problem -> findings.add(refused(
                                UpdateEffect.CANNOT_RUN, branch.label(), branch.label(), revision.id(), problem)));
            }
        } catch (TrellisException e) {
            e.problems()
                    .forEach(problem -> findings.add(refused(
                            UpdateEffect.CANNOT_LOAD, String.join(", ", comparison.labels()), "", "", problem)));
        }
        return findings;
    }
}
