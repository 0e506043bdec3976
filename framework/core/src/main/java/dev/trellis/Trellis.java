package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.BranchException;
import dev.trellis.branch.Branches;
import dev.trellis.config.Configuration;
import dev.trellis.diff.LikelyRename;
import dev.trellis.error.TrellisException;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.revision.Stamp;
import dev.trellis.runtime.ChangedScripts;
import dev.trellis.runtime.DatabaseException;
import dev.trellis.runtime.Entry;
import dev.trellis.runtime.Listener;
import dev.trellis.runtime.OfflineScript;
import dev.trellis.runtime.Recorded;
import dev.trellis.runtime.Report;
import dev.trellis.runtime.Runner;
import dev.trellis.runtime.Session;
import dev.trellis.runtime.SessionContext;
import dev.trellis.runtime.Stamper;
import dev.trellis.runtime.State;
import dev.trellis.script.JavaStep;
import dev.trellis.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Schema migrations, one method a command. The database is connected to by the first method that needs it, and let go of
 * by {@link #close}. Not for use by several threads at once.
 *
 * <p>Every method throws {@link TrellisException} for what it refuses or fails at; its problems carry stable names, which
 * DESIGN section 9 and the documentation list.
 */
public final class Trellis implements AutoCloseable {
    private final Workspace workspace;
    private final Listener listener;

    /** @param listener hears what runs do while they do it */
    public Trellis(Configuration configuration, Extensions extensions, Listener listener) {
        this.workspace = new Workspace(configuration, extensions);
        this.listener = listener;
    }

    /**
     * What {@link #upgrade} is told besides its target.
     *
     * @param adopt whether a database that carries another tool's history is taken nevertheless
     * @param acceptChanged whether scripts that have changed since they were applied are taken as they are now
     */
    public record UpgradeOptions(boolean adopt, boolean acceptChanged) {
        public static final UpgradeOptions NONE = new UpgradeOptions(false, false);
    }

    // ---- what changes the database ----

    /**
     * Brings the database up to a target. Of several processes one works; the others wait and find nothing left.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}, {@code +1}
     * @return what was run; no steps when there was nothing to do
     */
    public Report upgrade(String target, UpgradeOptions options) {
        noteMissingFolders();
        return goingOn("the upgrade", session -> {
            Migrating migrating = migrating(session);
            Recorded now = migrating.turn().read();
            Heads rows = migrating.state().explained(now, graph());
            List<ChangedScripts.Changed> changed = migrating.changed(now, branches(), options.acceptChanged());
            if (changed.isEmpty()
                    && !now.isInterrupted()
                    && graph().upgrade(rows, target).isEmpty()) {
                return new Report(List.of(), List.copyOf(rows.ids()));
            }
            Runner runner = migrating.runner(branches());
            // What cannot be read must leave no trace in a database that has none of ours yet. Where the turn leaves
            // none
            // either, whoever has waited for another to do it all need not read anything.
            boolean untouched = rows.isEmpty() && !now.isInterrupted();
            boolean traceless = session.dialect().capabilities().transactionalDdl();
            if (untouched && !traceless) {
                runner.read(graph().upgrade(rows, target));
            }
            return migrating.turn().holdThrough(() -> {
                if (untouched && traceless && migrating.turn().read().rows().isEmpty()) {
                    runner.read(graph().upgrade(rows, target));
                }
                migrating.prepare(options.adopt());
                migrating.scripts(branches()).accept(changed);
                return runner.run((then, begun) -> {
                    Migrating.refuseStepsOn(target, begun);
                    return graph().upgrade(migrating.state().explained(then, graph()), target);
                });
            });
        });
    }

    /** A mistyped folder must not pass for one without revisions. */
    private void noteMissingFolders() {
        for (Branch branch : branches().all()) {
            Path directory = branch.directory();
            if (directory != null && !Files.isDirectory(directory)) {
                listener.note("branch '" + branch.label() + "' has no revision: there is no folder " + directory);
            }
        }
    }

    /**
     * Takes the database down to a target. Revisions whose scripts are gone are taken down with what the history keeps of
     * them.
     *
     * @param consent asked before revisions of branches other than the one that was named are taken down with it; when it
     *     says no, nothing is done
     * @return what was run
     */
    public Report downgrade(String target, Predicate<List<RevisionReport>> consent) {
        return goingOn("the downgrade", session -> {
            Migrating migrating = migrating(session);
            Recorded now = migrating.turn().read();
            Branches all = migrating.explaining(now, branches());
            Plan plan = all.graph().downgrade(migrating.state().explained(now, all.graph()), target);
            if (plan.isEmpty() && !now.isInterrupted()) {
                return new Report(List.of(), List.copyOf(now.rows().ids()));
            }
            migrating.changed(now, all).forEach(each -> listener.note("note: " + ChangedScripts.problem(each)));
            Set<String> agreed = new HashSet<>();
            agree(target, plan, all, consent, agreed);
            Runner runner = migrating.runner(all);
            return migrating.turn().holdThrough(() -> {
                migrating.prepare(false);
                return runner.run((then, begun) -> {
                    Migrating.refuseStepsOn(target, begun);
                    Plan next = all.graph().downgrade(migrating.state().explained(then, all.graph()), target);
                    agree(target, next, all, consent, agreed);
                    return next;
                });
            });
        });
    }

    /** Asks for consent to what has not been agreed to yet. */
    private void agree(
            String target, Plan plan, Branches all, Predicate<List<RevisionReport>> consent, Set<String> agreed) {
        List<RevisionReport> others = takenAlong(target, plan, all);
        if (!others.isEmpty()
                && !others.stream().allMatch(other -> agreed.contains(other.revision()))
                && !consent.test(others)) {
            throw UsageException.notAgreed(target, others);
        }
        others.forEach(other -> agreed.add(other.revision()));
    }

    /**
     * Finishes the revision that was stopped halfway.
     *
     * @param done whether the statement that was in flight took effect, where only a person can tell
     * @return what was run
     */
    public Report resume(boolean done) {
        return atDatabase("the resuming", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                Branches all = migrating.explaining(migrating.turn().read(), branches());
                return migrating.runner(all).resume(done);
            });
        });
    }

    /** Revisions of other branches than the one whose revision is the target, when the target names one. */
    private static List<RevisionReport> takenAlong(String target, Plan plan, Branches all) {
        int at = target.indexOf('@');
        String label =
                at > 0 && all.find(target.substring(0, at)).isPresent() ? target.substring(0, at) : label(all, target);
        if (label.isEmpty()) {
            return List.of();
        }
        List<Revision> others = plan.revisions().stream()
                .filter(revision -> !label(all, revision.id()).equals(label))
                .toList();
        return new Listing(all, null).of(others);
    }

    private static String label(Branches all, String revision) {
        Branch branch = all.of(revision);
        return branch == null ? "" : branch.label();
    }

    /**
     * Writes the rows of the version table as if the database had been migrated to the targets, and runs nothing.
     *
     * @param purge whether whatever the table holds is thrown away first
     */
    public Report stamp(List<String> targets, boolean purge) {
        return atDatabase("the stamp", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                State state = migrating.state();
                Recorded now = migrating.turn().read();
                Stamp stamp = graph().stamp(purge ? now.rows() : state.explained(now, graph()), targets, purge);
                state.prepare(now, true);
                new Stamper(session, state.versions(), state.history(), branches()).write(stamp, purge);
                return new Report(List.of(), List.copyOf(stamp.after().ids()));
            });
        });
    }

    /** Creates the version table and the history table where they are missing. */
    public void ensureVersion() {
        atDatabase("creating the version table", session -> {
            Migrating migrating = migrating(session);
            return migrating.turn().hold(() -> {
                migrating.prepare(true);
                return true;
            });
        });
    }

    // ---- scripts for the database's own shell, made without a database ----

    /**
     * What {@link #upgrade} would run, as a script.
     *
     * @param target {@code to}, from nothing, or {@code from:to}; {@code a,b:to} where the database is at several
     * @param out takes the script, line by line
     */
    public void upgradeSql(String target, Consumer<String> out) {
        offline(out).write(graph().upgradeOffline(target));
    }

    /**
     * What {@link #downgrade} would run, as a script.
     *
     * @param target {@code from:to}, or {@code a,b:to} where the database is at several
     * @param out takes the script, line by line
     */
    public void downgradeSql(String target, Consumer<String> out) {
        offline(out).write(graph().downgradeOffline(target));
    }

    /**
     * What {@link #stamp} would write, as a script.
     *
     * @param targets each {@code to} or {@code from:to}
     * @param out takes the script, line by line
     */
    public void stampSql(List<String> targets, boolean purge, Consumer<String> out) {
        offline(out).write(graph().stampOffline(targets, purge));
    }

    /** What {@link #ensureVersion} would create, as a script. */
    public void ensureVersionSql(Consumer<String> out) {
        offline(out).ownTables();
    }

    private OfflineScript offline(Consumer<String> out) {
        Configuration configuration = workspace.configuration();
        return new OfflineScript(
                workspace.dialect(),
                branches(),
                workspace.reading(),
                configuration.versionTable(),
                configuration.historyTable(),
                Migrating.protection(workspace, branches(), null),
                out,
                listener);
    }

    // ---- what writes scripts ----

    /**
     * Writes a new revision. Its place, its labels and what it depends on are settled before anything is written, and the
     * file is read back before it is there.
     */
    public RevisionReport revision(RevisionRequest request) {
        return new Revising(workspace).write(request);
    }

    /** Writes a merge point, or with {@code heads} one for each branch of ours that has several. */
    public List<RevisionReport> merge(MergeRequest request) {
        return new Merging(workspace).write(request, branch -> Merging.NOTHING);
    }

    /**
     * Writes a new revision with what the model of its branch has and the database lacks. Nothing is written when nothing
     * differs.
     *
     * @param renames asked for each likely rename whether it is one
     */
    public DraftReport autogenerate(RevisionRequest request, Predicate<LikelyRename> renames) {
        return atDatabase(
                "autogenerate",
                session -> new Drafting(workspace, session, renames).write(request, explained(state(session))));
    }

    /** As {@link #merge}, each merge point filled with what the model of its branch still lacks. */
    public List<RevisionReport> mergeAutogenerate(MergeRequest request, Predicate<LikelyRename> renames) {
        return atDatabase("autogenerate", session -> {
            Heads rows = explained(state(session));
            Drafting drafting = new Drafting(workspace, session, renames);
            return new Merging(workspace).write(request, branch -> drafting.mergeBody(branch, rows));
        });
    }

    /**
     * Compares models with the database and changes nothing.
     *
     * @param label the branch to look at, or null for all that are ours and have a model
     */
    public List<DifferenceReport> check(@Nullable String label) {
        return atDatabase("the comparison", session -> {
            Heads rows = explained(state(session));
            Comparing comparing = new Comparing(workspace, session);
            List<DifferenceReport> reports = new ArrayList<>();
            for (Branch branch : branches().all()) {
                boolean wanted = label == null
                        ? branch.isWritable() && branch.model() != null
                        : branch.label().equals(label);
                if (wanted) {
                    comparing.requireUpToDate(branch, rows);
                    reports.add(DifferenceReport.of(branch.label(), comparing.of(branch, rename -> false)));
                }
            }
            if (label != null && reports.isEmpty()) {
                branches().require(label);
            }
            return reports;
        });
    }

    /**
     * Looks at scripts for what would lose data, keep others waiting, or break a rule, before they run. Nothing is written
     * anywhere.
     *
     * @param range {@code a:b}, or null for those of our own branches that are not applied; where there is no database
     *     that can be reached, for all of our own branches
     */
    public LintReport lint(@Nullable String range) {
        return new Linting(workspace).of(range);
    }

    /**
     * Takes every revision up, down and up again on a throwaway database of the same kind as the configured one, and
     * compares the result with the models. The configured database is connected to where its server has to make the
     * throwaway one, and otherwise left alone.
     */
    public VerifyReport verify() {
        List<String> schemas = new ScriptSchemas(workspace).all();
        try (ThrowawayDatabase throwaway = ThrowawayDatabase.open(workspace, schemas)) {
            return new Verifying(workspace, throwaway.session(), schemas, listener).verify();
        } catch (SQLException e) {
            throw DatabaseException.failed(
                    "verify",
                    workspace.configuration().requireDatabase().secrets().hide(String.valueOf(e.getMessage())),
                    e);
        }
    }

    /**
     * Builds an empty database straight from the models, runs what scripts do that no model can show where they say
     * {@code db_create: true}, runs the seeders and writes the heads; all or nothing where transactions hold DDL.
     *
     * @param consent asked with what stands in the database before it is dropped; never with a table that no branch owns,
     *     because that is refused
     * @param given for the options of the seeders
     */
    public DatabaseReport createDatabase(Predicate<List<String>> consent, SeedValues given) {
        return atDatabase(
                "db-create",
                session -> new Building(workspace, session, state(session), listener).build(consent, given));
    }

    /**
     * Runs Java on the database, in a transaction of its own: what an app's own command does.
     *
     * @param what what errors call it
     */
    public void run(String what, JavaStep work) {
        atDatabase(what, session -> {
            session.begin();
            try {
                work.run(new SessionContext(
                        session, listener, workspace.configuration().arguments()));
                session.commit();
                return true;
            } catch (TrellisException | SQLException e) {
                session.rollback(e);
                throw e;
            } catch (Exception e) {
                session.rollback(e);
                throw UsageException.workFailed(what, e);
            }
        });
    }

    /**
     * Moves a revision that is not applied, and what stands on it, on top of another head of its branch.
     *
     * @param onto what it is to stand on, as text, or null for the other head of its branch
     */
    public RebaseReport rebase(String revision, @Nullable String onto) {
        branches();
        Set<String> applied = workspace.configuration().database() == null
                ? Set.of()
                : atDatabase(
                        "reading the version table",
                        session -> graph().applied(explained(state(session))).stream()
                                .map(Revision::id)
                                .collect(Collectors.toSet()));
        return new Rebasing(workspace, applied).write(revision, onto);
    }

    /** The file of a revision that may be edited: one of ours, and no other party's. */
    public Path editable(String text) {
        List<RevisionReport> found = show(text);
        if (found.size() > 1) {
            throw UsageException.severalToEdit(
                    text, found.stream().map(RevisionReport::revision).toList());
        }
        if (found.isEmpty()) {
            throw text.equals("current") ? UsageException.nothingApplied() : UsageException.noRevision(text);
        }
        String id = found.get(0).revision();
        Branch branch = branches().require(workspace.label(id));
        if (!branch.isWritable()) {
            throw BranchException.protectedBranch(branch.label(), "edit");
        }
        Script script = branches().script(id);
        Path file =
                script == null || script.file() == null ? null : script.file().path();
        if (file == null) {
            throw UsageException.notEditable(id, found.get(0).path());
        }
        return file;
    }

    /** Reads the scripts again, after something else than this object has changed them. */
    public void reread() {
        workspace.reread();
        branches();
    }

    // ---- what only looks ----

    /** The branches that have several heads. */
    public List<ForkReport> forks() {
        return new Forks(branches()).all();
    }

    /** The revisions that the database is at. */
    public List<RevisionReport> current() {
        return atDatabase("reading the version table", session -> {
            Heads rows = explained(state(session));
            return listing(rows).of(graph().current(rows));
        });
    }

    /** @throws TrellisException {@code not_at_heads} when something is not applied */
    public void checkHeads() {
        atDatabase("reading the version table", session -> {
            graph().checkUpToDate(explained(state(session)));
            return true;
        });
    }

    /** @param effective whether heads that something depends on are left out */
    public List<RevisionReport> heads(boolean effective) {
        return new Listing(branches(), null).of(effective ? graph().effectiveHeads() : graph().heads());
    }

    /** Each branch point with the revisions that stand on it. */
    public Map<String, List<RevisionReport>> branchPoints() {
        Listing listing = new Listing(branches(), null);
        Map<String, List<RevisionReport>> points = new TreeMap<>();
        for (Revision point : graph().branchPoints()) {
            points.put(point.id(), listing.of(graph().children(point.id())));
        }
        return points;
    }

    /** One revision; {@code text} may stand for several. */
    public List<RevisionReport> show(String text) {
        Listing listing = new Listing(branches(), null);
        if (text.equals("current")) {
            return current();
        }
        return listing.of(graph().resolve(text).revisions());
    }

    /**
     * The revisions of a range, newest first.
     *
     * @param range {@code a:b}, or null for all
     * @param askDatabase whether to tell which are applied; also needed where the range says {@code current}
     */
    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        if (!askDatabase) {
            return new Listing(branches(), null).of(graph().history(range, Heads.none()));
        }
        return atDatabase("reading the version table", session -> {
            Heads rows = explained(state(session));
            return listing(rows).of(graph().history(range, rows));
        });
    }

    /** Every attempt at a revision on this database, oldest first. */
    public List<Entry> attempts() {
        return atDatabase(
                "reading the history", session -> state(session).history().entries());
    }

    /** All branches, in load order. */
    public List<PluginReport> plugins() {
        return branches().all().stream().map(this::plugin).toList();
    }

    private PluginReport plugin(Branch branch) {
        List<Revision> revisions = branches().revisions(branch);
        Set<String> own = revisions.stream().map(Revision::id).collect(Collectors.toSet());
        List<String> heads = graph().heads().stream()
                .map(Revision::id)
                .filter(own::contains)
                .sorted()
                .toList();
        return new PluginReport(
                branch.label(),
                branch.isProtected(),
                branch.maintain(),
                branch.origin(),
                branch.plugin(),
                branch.tablePrefix(),
                heads,
                revisions.size(),
                new Models(workspace).tables(branch));
    }

    // ---- inside ----

    private interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /** Scripts are read before the database is connected to, which for some creates it. */
    private <T> T atDatabase(String what, Work<T> work) {
        branches();
        Session session = workspace.session();
        try {
            return work.with(session);
        } catch (SQLException e) {
            throw DatabaseException.failed(session.dialect().fault(e), what, session.said(e), e);
        }
    }

    /** As {@link #atDatabase}, begun anew where the database changes hands before anything is done. */
    private <T> T goingOn(String what, Work<T> work) {
        return atDatabase(what, session -> session.through(listener, () -> work.with(session)));
    }

    private State state(Session session) {
        Configuration configuration = workspace.configuration();
        return new State(session, configuration.versionTable(), configuration.historyTable());
    }

    private Heads explained(State state) throws SQLException {
        return state.explained(graph());
    }

    private Listing listing(Heads rows) {
        Collection<Revision> applied = graph().applied(rows);
        return new Listing(branches(), applied.stream().map(Revision::id).toList());
    }

    private Migrating migrating(Session session) throws SQLException {
        return new Migrating(workspace, session, state(session), listener);
    }

    private Branches branches() {
        return workspace.branches();
    }

    private RevisionGraph graph() {
        return workspace.branches().graph();
    }

    @Override
    public void close() {
        workspace.close();
    }
}
