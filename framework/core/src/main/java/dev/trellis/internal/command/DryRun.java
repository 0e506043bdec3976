package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.UpgradeOptions;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Catalog;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.run.PlanPreview;
import dev.trellis.internal.state.ChangedScripts;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.RemovalScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.lint.Finding;
import dev.trellis.operation.RenameTable;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.PlanReport;
import dev.trellis.report.PlanReport.PlannedStep;
import dev.trellis.report.RevisionReport;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Schema;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans {@code upgrade}, {@code downgrade} and {@code stamp} without running them. Reads the database without the lock,
 * changes nothing, and creates neither Trellis's tables nor the file of a database that does not exist.
 */
public final class DryRun {
    private final Workspace workspace;
    private final List<String> notes = new ArrayList<>();
    private final Listener listener = new Listener() {
        @Override
        public void note(String text) {
            notes.add(text);
        }
    };

    public DryRun(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The state that a command starts from. */
    private record Start(
            Branches branches, Heads heads, @Nullable CommandDatabase database) {
        RevisionGraph graph() {
            return branches.graph();
        }
    }

    /** Computes the report of a command from the state in which the command would start. */
    private interface Work {
        PlanReport with(Start start, Catalog catalog) throws SQLException;
    }

    /**
     * Plans an upgrade.
     *
     * @param target as on the command line
     * @throws dev.trellis.error.TrellisException for everything that an upgrade would refuse before its first statement
     */
    public PlanReport upgrade(String target, UpgradeOptions options) {
        if (!options.locked()) {
            return at(
                    (start, catalog) -> preview(start, start.graph().upgrade(start.heads(), target), catalog), options);
        }
        PinnedRevisions pinned = new PinnedRevisions(workspace);
        pinned.require();
        return at(
                (start, catalog) -> {
                    Plan plan = start.graph().upgrade(start.heads(), target);
                    return preview(start, pinned.inOrder(plan, start.graph()), catalog);
                },
                options);
    }

    /**
     * Plans the upgrade to all heads, without the checks that compare the history with the scripts.
     *
     * @param heads the heads to start from, which have scripts
     * @throws dev.trellis.error.TrellisException for each revision that the upgrade would refuse
     */
    PlanReport update(Heads heads) {
        Branches branches = workspace.branches();
        Plan plan = branches.graph().upgrade(heads, "heads");
        if (!workspace.hasDatabase()) {
            notes.add("no database is configured, so SQL and locks are missing");
            return withoutDatabase(new Start(branches, heads, null), plan);
        }
        if (workspace.isDatabaseMissing()) {
            notes.add(Workspace.MISSING_DATABASE);
            return preview(
                    new Start(branches, heads, null),
                    plan,
                    Catalog.ofDatabase(Schema.EMPTY, null, workspace.dialect()));
        }
        return workspace.atDatabase("the plan", session -> {
            CommandDatabase database = new CommandDatabase(workspace, session, listener);
            noteInterrupted(database.lock().readState());
            return preview(new Start(branches, heads, database), plan, catalog(session));
        });
    }

    private PlanReport withoutDatabase(Start start, Plan plan) {
        RevisionReports reports =
                new RevisionReports(start.branches(), ids(start.graph().applied(start.heads())));
        List<Finding> findings = findings(plan, start.branches());
        List<PlannedStep> steps = plan.steps().stream()
                .map(step -> new PlannedStep(
                        "upgrade",
                        reports.of(step.revision()),
                        List.of(),
                        List.of(),
                        findings.stream()
                                .filter(finding -> finding.revision()
                                        .equals(step.revision().id()))
                                .toList()))
                .toList();
        return new PlanReport(current(start.graph(), start.heads()), steps, current(start.graph(), plan.end()), notes);
    }

    /**
     * Plans a downgrade. A note in the report lists the revisions of other branches that need consent.
     *
     * @param target as on the command line
     */
    public PlanReport downgrade(String target) {
        return at(
                (start, catalog) -> {
                    Plan plan = start.graph().downgrade(start.heads(), target);
                    noteOtherBranches(Downgrade.revisionsOfOtherBranches(target, plan, start.branches()));
                    return preview(start, plan, catalog);
                },
                null);
    }

    /**
     * Plans a stamp.
     *
     * @param purge whether the stamp would first delete all rows of the version table, including rows that name unknown
     *     revisions
     */
    public PlanReport stamp(List<String> targets, boolean purge) {
        workspace.branches();
        RevisionGraph graph = workspace.graph();
        Heads heads = workspace.isDatabaseMissing()
                ? Heads.none()
                : workspace.atDatabase("the dry run", session -> {
                    CommandDatabase database = new CommandDatabase(workspace, session, listener);
                    DatabaseState state = database.lock().readState();
                    noteInterrupted(state);
                    return purge ? state.heads() : database.state().requireScriptsOfHeads(state, graph);
                });
        Heads after = graph.stamp(heads, targets, purge).after();
        boolean isKnown = heads.ids().stream().allMatch(row -> graph.find(row).isPresent());
        return new PlanReport(
                isKnown ? current(graph, heads) : List.copyOf(heads.ids()), List.of(), current(graph, after), notes);
    }

    /** Reads the state and runs the work. The work is a downgrade if {@code upgrade} is null. */
    private PlanReport at(Work work, @Nullable UpgradeOptions upgrade) {
        Branches branches = workspace.branches();
        if (workspace.isDatabaseMissing()) {
            notes.add(Workspace.MISSING_DATABASE);
            try {
                return work.with(
                        new Start(branches, Heads.none(), null),
                        Catalog.ofDatabase(Schema.EMPTY, null, workspace.dialect()));
            } catch (SQLException e) {
                throw new IllegalStateException("no database is used", e);
            }
        }
        return workspace.atDatabase("the dry run", session -> {
            CommandDatabase database = new CommandDatabase(workspace, session, listener);
            DatabaseState state = database.lock().readState();
            Branches all =
                    upgrade == null ? database.withHistoryScripts(state, branches) : database.accepted(state, branches);
            Heads heads = database.state().requireScriptsOfHeads(state, all.graph());
            noteInterrupted(state);
            noteChanged(database, state, all, upgrade);
            database.state().checkForeignHistory(state, upgrade != null && upgrade.adopt());
            Catalog catalog = catalog(session);
            Heads returned = upgrade == null ? heads : returned(database, state, all, heads, catalog);
            return work.with(new Start(all, returned, database), catalog);
        });
    }

    /** Applies the return of branches that are set aside to the catalogue, and returns the heads after it. */
    private Heads returned(
            CommandDatabase database, DatabaseState state, Branches branches, Heads heads, Catalog catalog)
            throws SQLException {
        List<Long> keys = state.removals().stream()
                .filter(removal -> !removal.isRestored())
                .map(DatabaseState.Removal::id)
                .toList();
        Heads present = heads;
        for (HistoryEntry entry : database.state().history().entries(keys)) {
            RemovalScript removal = RemovalScript.of(entry);
            List<String> rows = removal.removedRows();
            if (rows.stream().allMatch(row -> branches.graph().find(row).isPresent())) {
                notes.add("the tables of branch '" + removal.separateBranch()
                        + "' are set aside: an upgrade of the branch" + " restores them first");
                for (String row : rows) {
                    present = branches.graph().upgrade(present, row).end();
                }
                renamed(removal, catalog);
            }
        }
        return present;
    }

    private void renamed(RemovalScript removal, Catalog catalog) {
        List<LocatedOperation> back = removal.body(workspace.parsing()).downgrade();
        if (back != null) {
            back.stream()
                    .map(LocatedOperation::operation)
                    .filter(RenameTable.class::isInstance)
                    .forEach(rename ->
                            catalog.applied(rename, workspace.dialect().quoting()));
        }
    }

    private void noteChanged(
            CommandDatabase database, DatabaseState state, Branches branches, @Nullable UpgradeOptions upgrade)
            throws SQLException {
        if (upgrade == null) {
            database.findChanged(state, branches).forEach(script -> notes.add(ChangedScripts.continued(script)));
            return;
        }
        database.checkChanged(state, branches, upgrade.acceptChanged())
                .forEach(script -> notes.add("accepted: " + ChangedScripts.continued(script)));
    }

    private void noteInterrupted(DatabaseState state) {
        if (state.hasOpenRevision()) {
            notes.add(
                    "a revision was interrupted: a run would finish it first, from the statement at which it stopped");
        }
    }

    private void noteOtherBranches(List<RevisionReport> others) {
        if (!others.isEmpty()) {
            notes.add("the downgrade needs --yes, because it also downgrades revisions of other branches: "
                    + others.stream()
                            .map(other -> other.branch() + " " + other.revision())
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Returns a catalogue of the whole database, to which the operations of the plan are applied. */
    private Catalog catalog(Session session) throws SQLException {
        Schema schema = session.dialect().inspect(session.connection(), ReferencedSchemas.in(workspace));
        return Catalog.ofDatabase(schema, session.dialect().catalog(session.connection()), session.dialect());
    }

    private PlanReport preview(Start start, Plan plan, Catalog catalog) {
        CommandDatabase database = start.database();
        Protection protection = database == null
                ? CommandDatabase.protection(workspace, start.branches(), workspace.parsing(), null)
                : database.protection(start.branches());
        List<PlanPreview.PreviewedStep> previewed =
                new PlanPreview(CommandDatabase.scripts(workspace, start.branches(), protection), catalog).steps(plan);
        Secrets secrets = workspace.database().secrets();
        List<Finding> findings = findings(plan, start.branches());
        RevisionReports reports =
                new RevisionReports(start.branches(), ids(start.graph().applied(start.heads())));
        List<PlannedStep> steps = new ArrayList<>();
        for (PlanPreview.PreviewedStep each : previewed) {
            Revision revision = each.step().revision();
            steps.add(new PlannedStep(
                    each.step().direction() == Direction.UPGRADE ? "upgrade" : "downgrade",
                    reports.of(revision),
                    each.statements().stream().map(secrets::hide).toList(),
                    List.copyOf(each.locks()),
                    findings.stream()
                            .filter(finding -> finding.revision().equals(revision.id()))
                            .toList()));
        }
        return new PlanReport(current(start.graph(), start.heads()), steps, current(start.graph(), plan.end()), notes);
    }

    /** Returns the findings of lint in the upgrades and downgrades of a plan. */
    private List<Finding> findings(Plan plan, Branches branches) {
        return plan.isEmpty()
                ? List.of()
                : new Lint(workspace, branches)
                        .of(ids(plan, Direction.UPGRADE), ids(plan, Direction.DOWNGRADE))
                        .findings();
    }

    private static Set<String> ids(Plan plan, Direction direction) {
        return plan.steps().stream()
                .filter(step -> step.direction() == direction)
                .map(step -> step.revision().id())
                .collect(Collectors.toSet());
    }

    private static List<String> current(RevisionGraph graph, Heads heads) {
        return graph.current(heads).stream().map(Revision::id).sorted().toList();
    }

    private static Set<String> ids(Iterable<Revision> revisions) {
        Set<String> ids = new LinkedHashSet<>();
        revisions.forEach(revision -> ids.add(revision.id()));
        return ids;
    }
}
