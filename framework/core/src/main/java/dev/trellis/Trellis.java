package dev.trellis;

import dev.trellis.config.Configuration;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.command.Autogenerate;
import dev.trellis.internal.command.Check;
import dev.trellis.internal.command.CreateDatabase;
import dev.trellis.internal.command.Downgrade;
import dev.trellis.internal.command.Edit;
import dev.trellis.internal.command.Lint;
import dev.trellis.internal.command.Merge;
import dev.trellis.internal.command.MigrationRun;
import dev.trellis.internal.command.MultipleHeads;
import dev.trellis.internal.command.NewRevision;
import dev.trellis.internal.command.Rebase;
import dev.trellis.internal.command.StatusQueries;
import dev.trellis.internal.command.Upgrade;
import dev.trellis.internal.command.Verify;
import dev.trellis.internal.connection.PendingConnection;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.run.OfflineScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.DiffReport;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.LintReport;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.report.PluginReport;
import dev.trellis.report.RebaseReport;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.revision.Heads;
import dev.trellis.script.JavaStep;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
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
        this(configuration, extensions, listener, null);
    }

    /**
     * @param listener hears what runs do while they do it
     * @param connecting a connection that has been begun by {@link PendingConnection#begin(Configuration)}, or null; it is given up
     *     when it does not lead to the database of this configuration
     */
    public Trellis(
            Configuration configuration,
            Extensions extensions,
            Listener listener,
            @Nullable PendingConnection connecting) {
        this.workspace = new Workspace(configuration, extensions, connecting);
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
    public RunReport upgrade(String target, UpgradeOptions options) {
        return new Upgrade(workspace, listener).to(target, options);
    }

    /**
     * Takes the database down to a target. Revisions whose scripts are gone are taken down with what the history keeps of
     * them.
     *
     * @param consent asked before revisions of branches other than the one that was named are taken down with it; when it
     *     says no, nothing is done
     * @return what was run
     */
    public RunReport downgrade(String target, Predicate<List<RevisionReport>> consent) {
        return new Downgrade(workspace, listener, consent).to(target);
    }

    /**
     * Finishes the revision that was stopped halfway.
     *
     * @param done whether the statement that was in flight took effect, where only a person can tell
     * @return what was run
     */
    public RunReport resume(boolean done) {
        return inTurn("the resuming", migrating -> {
            Branches all = migrating.withHistoryScripts(migrating.turn().read(), workspace.branches());
            return migrating.runner(all).resume(done);
        });
    }

    /**
     * Writes the rows of the version table as if the database had been migrated to the targets, and runs nothing.
     *
     * @param purge whether whatever the table holds is thrown away first
     */
    public RunReport stamp(List<String> targets, boolean purge) {
        return inTurn("the stamp", migrating -> migrating.stamp(targets, purge));
    }

    /** Creates the version table and the history table where they are missing. */
    public void ensureVersion() {
        inTurn("creating the version table", migrating -> {
            migrating.prepare(true);
            return true;
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
        offline(out).write(workspace.graph().upgradeOffline(target));
    }

    /**
     * What {@link #downgrade} would run, as a script.
     *
     * @param target {@code from:to}, or {@code a,b:to} where the database is at several
     * @param out takes the script, line by line
     */
    public void downgradeSql(String target, Consumer<String> out) {
        offline(out).write(workspace.graph().downgradeOffline(target));
    }

    /**
     * What {@link #stamp} would write, as a script.
     *
     * @param targets each {@code to} or {@code from:to}
     * @param out takes the script, line by line
     */
    public void stampSql(List<String> targets, boolean purge, Consumer<String> out) {
        offline(out).write(workspace.graph().stampOffline(targets, purge));
    }

    /** What {@link #ensureVersion} would create, as a script. */
    public void ensureVersionSql(Consumer<String> out) {
        offline(out).ownTables();
    }

    private OfflineScript offline(Consumer<String> out) {
        Configuration configuration = workspace.configuration();
        return new OfflineScript(
                workspace.dialect(),
                workspace.branches(),
                workspace.reading(),
                configuration.versionTable(),
                configuration.historyTable(),
                MigrationRun.protection(workspace, workspace.branches(), null),
                workspace.javaSteps(),
                out,
                listener);
    }

    // ---- what writes scripts ----

    /**
     * Writes a new revision. Its place, its labels and what it depends on are settled before anything is written, and the
     * file is read back before it is there.
     */
    public RevisionReport revision(RevisionRequest request) {
        return new NewRevision(workspace).write(request);
    }

    /** Writes a merge point, or with {@code heads} one for each branch of ours that has several. */
    public List<RevisionReport> merge(MergeRequest request) {
        return new Merge(workspace).write(request, branch -> Merge.EMPTY_BODY);
    }

    /**
     * Writes a new revision with what the model of its branch has and the database lacks. Nothing is written when nothing
     * differs.
     *
     * @param renames asked for each likely rename whether it is one
     */
    public AutogenerateReport autogenerate(RevisionRequest request, Predicate<RenameCandidate> renames) {
        return workspace.atDatabase(
                "autogenerate",
                session -> new Autogenerate(workspace, session, renames).write(request, workspace.rows(session)));
    }

    /** As {@link #merge}, each merge point filled with what the model of its branch still lacks. */
    public List<RevisionReport> mergeAutogenerate(MergeRequest request, Predicate<RenameCandidate> renames) {
        return workspace.atDatabase("autogenerate", session -> {
            Heads rows = workspace.rows(session);
            Autogenerate drafting = new Autogenerate(workspace, session, renames);
            return new Merge(workspace).write(request, branch -> drafting.mergeBody(branch, rows));
        });
    }

    /**
     * Compares models with the database and changes nothing.
     *
     * @param label the branch to look at, or null for all that are ours and have a model
     */
    public List<DiffReport> check(@Nullable String label) {
        return new Check(workspace).run(label);
    }

    /**
     * Looks at scripts for what would lose data, keep others waiting, or break a rule, before they run. Nothing is written
     * anywhere.
     *
     * @param range {@code a:b}, or null for those of our own branches that are not applied; where there is no database
     *     that can be reached, for all of our own branches
     */
    public LintReport lint(@Nullable String range) {
        return new Lint(workspace).run(range);
    }

    /**
     * Takes every revision up, down and up again on a throwaway database of the same kind as the configured one, and
     * compares the result with the models. The configured database is connected to where its server has to make the
     * throwaway one, and otherwise left alone.
     */
    public VerifyReport verify() {
        return Verify.run(workspace, listener);
    }

    /**
     * Builds an empty database straight from the models, runs what scripts do that no model can show where they say
     * {@code db_create: true}, runs the seeders and writes the heads; all or nothing where transactions hold DDL.
     *
     * @param consent asked with what stands in the database before it is dropped; never with a table that no branch owns,
     *     because that is refused
     * @param given for the options of the seeders
     */
    public CreateDatabaseReport createDatabase(Predicate<List<String>> consent, SeedValues given) {
        return workspace.atDatabase(
                "db-create", session -> new CreateDatabase(workspace, session, listener).build(consent, given));
    }

    /**
     * Runs Java on the database, in a transaction of its own: what an app's own command does.
     *
     * @param what what errors call it
     */
    public void run(String what, JavaStep work) {
        workspace.atDatabase(what, session -> {
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
        workspace.branches();
        Set<String> applied =
                workspace.configuration().database() == null ? Set.of() : new StatusQueries(workspace).applied();
        return new Rebase(workspace, applied).write(revision, onto);
    }

    /** The file of a revision that may be edited: one of ours, and no other party's. */
    public Path editable(String text) {
        return new Edit(workspace).file(text);
    }

    /** Reads the scripts again, after something else than this object has changed them. */
    public void reread() {
        workspace.reread();
        workspace.branches();
    }

    // ---- what only looks ----

    /** The branches that have several heads. */
    public List<MultipleHeadsReport> forks() {
        return new MultipleHeads(workspace.branches()).all();
    }

    /** The revisions that the database is at. */
    public List<RevisionReport> current() {
        return new StatusQueries(workspace).current();
    }

    /** @throws TrellisException {@code not_at_heads} when something is not applied */
    public void checkHeads() {
        new StatusQueries(workspace).checkHeads();
    }

    /** @param effective whether heads that something depends on are left out */
    public List<RevisionReport> heads(boolean effective) {
        return new StatusQueries(workspace).heads(effective);
    }

    /** Each branch point with the revisions that stand on it. */
    public Map<String, List<RevisionReport>> branchPoints() {
        return new StatusQueries(workspace).branchPoints();
    }

    /** One revision; {@code text} may stand for several. */
    public List<RevisionReport> show(String text) {
        return new StatusQueries(workspace).show(text);
    }

    /**
     * The revisions of a range, newest first.
     *
     * @param range {@code a:b}, or null for all
     * @param askDatabase whether to tell which are applied; also needed where the range says {@code current}
     */
    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        return new StatusQueries(workspace).history(range, askDatabase);
    }

    /** Every attempt at a revision on this database, oldest first. */
    public List<HistoryEntry> attempts() {
        return workspace.atDatabase(
                "reading the history",
                session -> workspace.state(session).history().entries());
    }

    /** All branches, in load order. */
    public List<PluginReport> plugins() {
        return new StatusQueries(workspace).plugins();
    }

    // ---- inside ----

    private interface InTurn<T> {
        T with(MigrationRun migrating) throws SQLException;
    }

    /** Works on the database while no other process does. */
    private <T> T inTurn(String what, InTurn<T> work) {
        return workspace.atDatabase(what, session -> {
            MigrationRun migrating = new MigrationRun(workspace, session, listener);
            return migrating.turn().hold(() -> work.with(migrating));
        });
    }

    @Override
    public void close() {
        workspace.close();
    }
}
