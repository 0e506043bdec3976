package dev.trellis;

import dev.trellis.config.Configuration;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.command.ApplicationCommand;
import dev.trellis.internal.command.Autogenerate;
import dev.trellis.internal.command.Blame;
import dev.trellis.internal.command.Check;
import dev.trellis.internal.command.Compat;
import dev.trellis.internal.command.CreateDatabase;
import dev.trellis.internal.command.Downgrade;
import dev.trellis.internal.command.DryRun;
import dev.trellis.internal.command.Edit;
import dev.trellis.internal.command.Inspect;
import dev.trellis.internal.command.Inspection;
import dev.trellis.internal.command.InterruptedSquashes;
import dev.trellis.internal.command.Lint;
import dev.trellis.internal.command.Merge;
import dev.trellis.internal.command.MultipleHeads;
import dev.trellis.internal.command.NewRevision;
import dev.trellis.internal.command.OfflineScriptFactory;
import dev.trellis.internal.command.PinnedRevisions;
import dev.trellis.internal.command.PlanUpdate;
import dev.trellis.internal.command.Rebase;
import dev.trellis.internal.command.Remove;
import dev.trellis.internal.command.RemovedBranches;
import dev.trellis.internal.command.Resume;
import dev.trellis.internal.command.Review;
import dev.trellis.internal.command.SchemaComparison;
import dev.trellis.internal.command.SchemaQuery;
import dev.trellis.internal.command.Squash;
import dev.trellis.internal.command.Stamp;
import dev.trellis.internal.command.StatusQueries;
import dev.trellis.internal.command.Upgrade;
import dev.trellis.internal.command.Verify;
import dev.trellis.internal.command.WriteDescriptor;
import dev.trellis.internal.run.OfflineScript;
import dev.trellis.internal.state.ScriptsFingerprint;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.report.AutogenerateReport;
import dev.trellis.report.BlameReport;
import dev.trellis.report.BranchReport;
import dev.trellis.report.CompatReport;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.DiffReport;
import dev.trellis.report.HeadOrderReport;
import dev.trellis.report.HistoryEntry;
import dev.trellis.report.IncompleteRevision;
import dev.trellis.report.LintReport;
import dev.trellis.report.LockReport;
import dev.trellis.report.ModelReport;
import dev.trellis.report.MultipleHeadsReport;
import dev.trellis.report.PlanReport;
import dev.trellis.report.PlannedScript;
import dev.trellis.report.RebaseReport;
import dev.trellis.report.RemovedBranchReport;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.ReviewReport;
import dev.trellis.report.RevisionReport;
import dev.trellis.report.RunReport;
import dev.trellis.report.SchemaDiffReport;
import dev.trellis.report.SquashReport;
import dev.trellis.report.UpdateReport;
import dev.trellis.report.VerifyReport;
import dev.trellis.schema.Schema;
import dev.trellis.script.JavaStep;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A project and its database: one method for each command that needs a project.
 *
 * <pre>{@code
 * try (Trellis trellis = Trellis.builder().dataSource(dataSource).branch("shop", "classpath:db/shop").build()) {
 *     RunReport report = trellis.upgrade("heads", UpgradeOptions.NONE);
 *     report.steps().forEach(step -> log.info("applied {}", step.revision()));
 * }
 * }</pre>
 *
 * <p>The first method that needs the database connects to it, and {@link #close} disconnects. Several processes may run
 * {@link #upgrade} on one database at once: one of them does the work, the others wait and find nothing left to do. One
 * object must not be used by several threads at the same time.
 *
 * <p>A method that refuses a request or fails throws a {@link TrellisException}. Its problems have stable names, which the
 * page "errors" of the documentation lists. Messages contain no passwords.
 */
public final class Trellis implements AutoCloseable {
    private final Workspace workspace;
    private final Listener listener;
    /** The class loader of the plugin folder, if this object has opened it. */
    private final @Nullable Closeable opened;

    /** Returns a builder for an application that uses its own connections, plugins and listener. */
    public static TrellisBuilder builder() {
        return new TrellisBuilder();
    }

    /**
     * Creates an object. It does not read files or connect to the database until a method needs them.
     *
     * @param extensions the contributions of plugins; {@link Extensions#NONE} if there are none
     * @param listener receives the progress of runs
     */
    public Trellis(Configuration configuration, Extensions extensions, Listener listener) {
        this(new Workspace(configuration, extensions), listener, null);
    }

    Trellis(Workspace workspace, Listener listener, @Nullable Closeable opened) {
        this.workspace = workspace;
        this.listener = listener;
        this.opened = opened;
    }

    // ---- commands that change the database ----

    /**
     * Upgrades the database to a target. If several processes upgrade at once, one of them does the work; the others wait
     * and find nothing left to do.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}, {@code +1}
     * @return the revisions that were run; no steps if there was nothing to do
     * @throws TrellisException {@code changed_script}, {@code foreign_history}, {@code lock_timeout}, {@code
     *     statement_failed} and others; a failed revision is undone if the database has transactional DDL, and resumed by the
     *     next run otherwise
     */
    public RunReport upgrade(String target, UpgradeOptions options) {
        return finished(new Upgrade(workspace, listener).to(target, options));
    }

    /**
     * Downgrades the database to a target. A revision whose script has been removed is downgraded with the script in the
     * history.
     *
     * @param target as on the command line: {@code base}, {@code -1}, {@code poser@base}
     * @param consent receives the revisions of other branches that have to be downgraded too, because they depend on the
     *     named revisions; if the predicate returns false, the database stays unchanged
     * @return the revisions that were run
     * @throws TrellisException {@code needs_consent}, {@code irreversible} and the errors of {@link #upgrade}
     */
    public RunReport downgrade(String target, Predicate<List<RevisionReport>> consent) {
        return finished(new Downgrade(workspace, listener, consent).to(target));
    }

    /**
     * Finishes the interrupted revision, when only a person can tell whether its last statement took effect.
     *
     * @param done whether the statement took effect
     * @return the revision that was run
     * @throws TrellisException {@code nothing_to_resume}
     */
    public RunReport resume(boolean done) {
        return finished(new Resume(workspace, listener).resume(done));
    }

    /**
     * Removes a branch whose plugin leaves. The plugin may be gone already, if the history contains its scripts.
     *
     * @param label the label of the branch
     * @param keepData whether to set the tables of the branch aside, so that {@link #upgrade} restores them when the plugin
     *     is back; otherwise the branch is downgraded to base and its data is lost
     * @return the steps that were run
     * @throws TrellisException {@code branch_in_use} or {@code needs_consent} if other branches need the branch; {@code
     *     nothing_to_remove} if it is not applied; and the errors of {@link #upgrade}
     */
    public RunReport remove(String label, boolean keepData) {
        Remove remove = new Remove(workspace, listener);
        return finished(keepData ? remove.keepingData(label) : remove.downgraded(label));
    }

    private RunReport finished(RunReport report) {
        listener.finished(report);
        return report;
    }

    /**
     * Writes the version table as if the database had been migrated to the targets, and runs nothing.
     *
     * @param purge whether to delete all rows of the version table first
     */
    public RunReport stamp(List<String> targets, boolean purge) {
        return new Stamp(workspace, listener).to(targets, purge);
    }

    /** Creates the version table and the history table if they are missing. */
    public void ensureVersion() {
        new Stamp(workspace, listener).ensureVersion();
    }

    // ---- plans: the effect of a command, determined without running the command ----

    /**
     * Returns the plan of {@link #upgrade}: its steps with the SQL, the expected locks and the findings of lint. Reads the
     * database, and changes nothing in it; Trellis's tables and the file of the database need not exist.
     *
     * @throws TrellisException with each problem for which {@link #upgrade} would refuse to run its first statement
     */
    public PlanReport planUpgrade(String target, UpgradeOptions options) {
        return new DryRun(workspace).upgrade(target, options);
    }

    /**
     * Returns the plan of {@link #downgrade}, like {@link #planUpgrade}. A note of the report lists the revisions of other
     * branches that need consent.
     */
    public PlanReport planDowngrade(String target) {
        return new DryRun(workspace).downgrade(target);
    }

    /**
     * Returns the plan of {@link #stamp}, like {@link #planUpgrade}. The plan has no steps, because a stamp runs no
     * revision.
     */
    public PlanReport planStamp(List<String> targets, boolean purge) {
        return new DryRun(workspace).stamp(targets, purge);
    }

    /**
     * Judges an update of plugins before it is installed. Loads no class of the jars, reads the version table of the database
     * if one is configured, and changes nothing.
     *
     * @param jars the jars, or folders of classes, of the new releases; each replaces the branches of the plugins of the same
     *     class
     * @param removed the labels of the branches that are removed
     * @throws TrellisException {@code no_descriptor} if a jar does not state its branches in a file
     */
    public UpdateReport planUpdate(List<Path> jars, List<String> removed) {
        return new PlanUpdate(workspace).of(jars, removed);
    }

    /**
     * Classifies the changes of this project's branches since a released jar, for any app that uses their tables and columns and
     * attaches extension tables. Loads no class of the jar and needs no database.
     *
     * @param since the released jar
     * @throws TrellisException {@code no_descriptor} if the jar does not state its branches in a file
     */
    public CompatReport compat(Path since) {
        return new Compat(workspace).since(since);
    }

    /**
     * Collects what a reviewer has to know about the revisions of a change set: their SQL, the findings of lint, the tables that
     * they touch, and the revisions that the base has received meanwhile. Reads the working copy of git that contains the
     * configuration, and no database.
     *
     * @param base the branch or commit of git to compare with, {@code origin/main}
     * @throws TrellisException {@code git_failed} if git is not installed, or does not know the base
     */
    public ReviewReport review(String base) {
        return new Review(workspace).against(base);
    }

    /**
     * Judges by the scripts whether the order of the heads that {@link #merge} would join matters: one report for each merge
     * point. Nothing is written, and no database is read.
     */
    public List<HeadOrderReport> judgeMerge(MergeRequest request) {
        try {
            return new Merge(workspace).judge(request);
        } finally {
            workspace.release();
        }
    }

    /**
     * Judges the order of heads as {@link #judgeMerge}, and runs heads that seem to commute in both orders on throwaway
     * databases. Without a configured database, the scripts alone decide. Nothing is written.
     *
     * @throws TrellisException {@code no_throwaway} if the server allows no throwaway database
     */
    public List<HeadOrderReport> verifyMerge(MergeRequest request) {
        try {
            return new Merge(workspace).verify(request, listener);
        } finally {
            workspace.release();
        }
    }

    /** Returns the scripts that {@link #merge} would write. Nothing is written. */
    public List<PlannedScript> planMerge(MergeRequest request) {
        return new Merge(workspace).plan(request, branch -> Merge.EMPTY_BODY);
    }

    /** Returns the scripts that {@link #mergeAutogenerate} would write. Nothing is written. */
    public List<PlannedScript> planMergeAutogenerate(MergeRequest request, Predicate<RenameCandidate> renames) {
        return workspace.reading(
                "autogenerate",
                session -> new Merge(workspace).plan(request, Merge.autogenerated(workspace, session, renames)));
    }

    /** Returns the report that {@link #rebase} would return. Nothing is written. */
    public RebaseReport planRebase(String revision, @Nullable String onto) {
        return new Rebase(workspace, applied()).plan(revision, onto);
    }

    // ---- scripts for the database's own shell, written without a database ----

    /**
     * Writes the statements of {@link #upgrade} as a script.
     *
     * @param target {@code to} for an empty database, or {@code from:to}; {@code a,b:to} if the database has several heads
     * @param out takes the script, line by line
     */
    public void upgradeSql(String target, Consumer<String> out) {
        offline(out).write(workspace.graph().upgradeOffline(target));
    }

    /**
     * Writes the statements of {@link #downgrade} as a script.
     *
     * @param target {@code from:to}, or {@code a,b:to} if the database has several heads
     * @param out takes the script, line by line
     */
    public void downgradeSql(String target, Consumer<String> out) {
        offline(out).write(workspace.graph().downgradeOffline(target));
    }

    /**
     * Writes the statements of {@link #stamp} as a script.
     *
     * @param targets each {@code to} or {@code from:to}
     * @param out takes the script, line by line
     */
    public void stampSql(List<String> targets, boolean purge, Consumer<String> out) {
        offline(out).write(workspace.graph().stampOffline(targets, purge));
    }

    /**
     * Writes the statements of {@link #ensureVersion} as a script.
     *
     * @param out takes the script, line by line
     */
    public void ensureVersionSql(Consumer<String> out) {
        offline(out).writeMetadataTables();
    }

    private OfflineScript offline(Consumer<String> out) {
        return OfflineScriptFactory.of(workspace, out, listener);
    }

    // ---- the lock file ----

    /**
     * Writes the lock file next to the configuration: all revisions with their order and checksums.
     *
     * @return the differences between the former file and the scripts; none if there was no file
     */
    public LockReport lock() {
        return new PinnedRevisions(workspace).write();
    }

    /**
     * Compares the lock file with the scripts and writes nothing.
     *
     * @throws TrellisException {@code not_locked} if there is no lock file
     */
    public LockReport compareLock() {
        return new PinnedRevisions(workspace).compare();
    }

    // ---- commands that write scripts ----

    /**
     * Writes the script of a new revision. Trellis checks the parents, labels and dependencies of the revision before it
     * writes a file, and parses the file before it gives the file its name.
     */
    public RevisionReport revision(RevisionRequest request) {
        workspace.allowMissingFolders();
        return new NewRevision(workspace).write(request);
    }

    /** Writes a merge point, or, for {@code heads}, one merge point for each writable branch that has several heads. */
    public List<RevisionReport> merge(MergeRequest request) {
        return new Merge(workspace).write(request, branch -> Merge.EMPTY_BODY);
    }

    /**
     * Writes a new revision with the operations that bring the database to the model of its branch. Writes nothing if the
     * database does not differ from the model.
     *
     * @param renames returns whether a dropped and an added table or column are the same one under a new name
     */
    public AutogenerateReport autogenerate(RevisionRequest request, Predicate<RenameCandidate> renames) {
        workspace.allowMissingFolders();
        return workspace.reading(
                "autogenerate",
                session -> new Autogenerate(workspace, session, renames).write(request, workspace.heads(session)));
    }

    /**
     * Writes merge points like {@link #merge}, each with the operations that bring the database to the model of its branch.
     */
    public List<RevisionReport> mergeAutogenerate(MergeRequest request, Predicate<RenameCandidate> renames) {
        return workspace.reading(
                "autogenerate",
                session -> new Merge(workspace).write(request, Merge.autogenerated(workspace, session, renames)));
    }

    /**
     * Compares models with the database and changes nothing.
     *
     * @param label the branch to check; null for all writable branches that have a model
     */
    public List<DiffReport> check(@Nullable String label) {
        noteMissing();
        return new Check(workspace).run(label);
    }

    /**
     * Checks scripts for operations that would lose data, block other sessions or break a rule. Changes nothing.
     *
     * @param range {@code a:b}; null for the revisions of writable branches that are not applied, or for all revisions of
     *     writable branches if the database cannot be reached
     */
    public LintReport lint(@Nullable String range) {
        return new Lint(workspace).run(range);
    }

    /**
     * Upgrades to every revision, downgrades it and upgrades again in a throwaway database of the same kind as the
     * configured database, and compares the result with the models. Connects to the configured database only if its server
     * has to create the throwaway database.
     */
    public VerifyReport verify() {
        try {
            return Verify.run(workspace, listener);
        } finally {
            workspace.release();
        }
    }

    /**
     * Creates the schema of an empty database from the models. Runs the operations that a model cannot contain (row changes,
     * Java steps, other raw SQL) if their scripts have {@code db_create: true}, runs the seeders and records the heads. With
     * transactional DDL this is one transaction.
     *
     * @param consent receives the objects in the database that would be dropped; if the predicate returns false, the
     *     database stays unchanged. If a table belongs to no branch, the method fails without asking
     * @param seedValues the values of the seeders' options
     */
    public CreateDatabaseReport createDatabase(Predicate<List<String>> consent, SeedValues seedValues) {
        CreateDatabase.requireInput(workspace, seedValues);
        return workspace.atDatabase(
                "db-create", session -> new CreateDatabase(workspace, session, listener).build(consent, seedValues));
    }

    /**
     * Runs Java code, such as a command of the application, on the database in a transaction of its own.
     *
     * @param name the name of the work in error messages
     * @throws TrellisException {@code command_failed} if the code throws an exception, which is the cause
     */
    public void run(String name, JavaStep code) {
        new ApplicationCommand(workspace, listener).run(name, code);
    }

    /**
     * Moves a revision that is not applied, together with its descendants, on top of another head of its branch.
     *
     * @param onto the new parent; null for the other head of the branch
     */
    public RebaseReport rebase(String revision, @Nullable String onto) {
        return new Rebase(workspace, applied()).write(revision, onto);
    }

    /**
     * Replaces the revisions of a branch up to one of them by a baseline, from which a new database starts. Builds a
     * temporary database from the scripts and another one from the baseline, and changes no file if they differ.
     *
     * @throws TrellisException {@code cannot_squash}, {@code needs_consent}, {@code below_baseline} if the configured
     *     database has only some of the revisions, {@code no_throwaway}, {@code cannot_write}
     */
    public SquashReport squash(SquashRequest request) {
        try {
            InterruptedSquashes.restore(workspace, listener);
            return new Squash(workspace, listener, applied()).write(request);
        } finally {
            workspace.release();
        }
    }

    /** Returns the report that {@link #squash} would return. No file is changed. */
    public SquashReport planSquash(SquashRequest request) {
        try {
            return new Squash(workspace, listener, applied()).plan(request);
        } finally {
            workspace.release();
        }
    }

    /** Returns the applied revisions; an empty set if no database is configured or the configured one does not exist. */
    private Set<String> applied() {
        workspace.branches();
        boolean hasDatabase = workspace.hasDatabase() && !workspace.isDatabaseMissing();
        return hasDatabase ? new StatusQueries(workspace).applied() : Set.of();
    }

    /** Returns the path of a revision's script for {@code edit}; the revision must belong to a writable branch. */
    public Path scriptFile(String text) {
        return new Edit(workspace).file(text);
    }

    // ---- schemas ----

    /**
     * Returns the schema that the scripts create in an empty database. It is computed from their operations without a
     * database; the effects of raw SQL and Java are missing.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}
     * @throws TrellisException with the location of an operation that cannot be applied to the schema before it
     */
    public Schema schema(String target) {
        return new SchemaQuery(workspace).at(target);
    }

    /**
     * Returns the result of {@link #schema} as a model, in the notation of {@code model.yaml}.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}
     * @param label the branch whose tables and definitions the model contains; null for those of all branches
     */
    public ModelReport schemaModel(String target, @Nullable String label) {
        return new SchemaQuery(workspace).model(target, label);
    }

    /**
     * Writes the statements that create the result of {@link #schema} as a script for the shell of the configured database.
     * Each object follows those that it depends on.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}
     * @param label the branch whose objects are created in a database that contains those of the other branches; null for
     *     the objects of all branches
     * @param out takes the script, line by line
     * @throws TrellisException {@code missing_key} if no database is configured, whose kind decides the notation
     */
    public void schemaSql(String target, @Nullable String label, Consumer<String> out) {
        new SchemaQuery(workspace).sql(target, label, out);
    }

    /**
     * Returns the operations that lead from one schema to another. Only a schema of a database needs a connection.
     *
     * @param from {@code model} for the models of all branches, {@code database} for the configured database, the name of
     *     an environment for its database, or a target such as {@code heads} for the schema that the scripts create
     * @param to as {@code from}
     * @throws TrellisException {@code different_databases} if two databases of different kinds are compared
     */
    public SchemaDiffReport diff(String from, String to) {
        return new SchemaComparison(workspace).report(from, to);
    }

    /**
     * Writes the operations of {@link #diff} as SQL for the shell of the compared database, or of the configured database if
     * both schemas are known without a connection.
     *
     * @param out takes the script, line by line
     */
    public void diffSql(String from, String to, Consumer<String> out) {
        new SchemaComparison(workspace).sql(from, to, out);
    }

    /**
     * Returns which operations created and changed a table or another object. The scripts are replayed without a database;
     * raw SQL that mentions the object is listed separately, because only a database knows its effect.
     *
     * @param object {@code table}, {@code table.column}, or the name of a view or another object; with its schema if it is
     *     not in the default schema
     * @param target as on the command line: {@code heads}, {@code poser@head}
     * @throws TrellisException {@code no_such_table}, {@code no_such_column}
     */
    public BlameReport blame(String object, String target) {
        return new Blame(workspace).of(object, target);
    }

    /**
     * Returns the result of {@link #blame} for all objects: the tables by name, then the other objects by name. The scripts
     * are replayed once.
     *
     * @param target as on the command line: {@code heads}, {@code poser@head}
     */
    public List<BlameReport> blameAll(String target) {
        return new Blame(workspace).all(target);
    }

    /**
     * Returns the present schema of the database without the version table and the history table. The result contains the
     * default schema and the schemas that scripts and models name.
     */
    public Schema inspect() {
        return workspace.atDatabase("the inspection", session -> new Inspection(workspace, session).schema());
    }

    /**
     * Returns the dialect of the database; connects to the database only if the application has given a connection or a data
     * source.
     */
    public Dialect dialect() {
        return workspace.dialect();
    }

    /**
     * Returns the settings of the database. If the application has given a data source, the settings contain the URL of its
     * connections.
     *
     * @throws TrellisException {@code missing_key} if there is no database
     */
    public DatabaseSettings database() {
        return workspace.database();
    }

    /**
     * Returns a model of the database: its tables and definitions in the notation of {@code model.yaml}, without the
     * version table and the history table.
     *
     * @param label the branch whose tables and definitions the model contains; null for those of all branches and of none
     * @param tables the names of the tables, views and other objects that the model contains, in which {@code *} stands for
     *     any characters; empty for all
     * @throws TrellisException {@code no_such_table} if nothing has one of the names
     */
    public ModelReport inspectModel(@Nullable String label, List<String> tables) {
        noteMissing();
        return new Inspect(workspace).run(label, tables);
    }

    /**
     * Returns a text that changes when an upgrade of an empty database may have another result: when a script, the class of
     * a Java migration or Java step, the kind of database or a setting changes. Code that a Java step calls does not change
     * the text.
     */
    public String fingerprint() {
        return ScriptsFingerprint.of(
                workspace.branches(), workspace.parsing(), workspace.javaSteps(), workspace.configuration());
    }

    /** Reads the scripts again; necessary after other code or a user has changed a script. */
    public void reread() {
        workspace.reread();
        workspace.branches();
    }

    // ---- queries ----

    /** Returns the branches that have several heads. */
    public List<MultipleHeadsReport> multipleHeads() {
        return new MultipleHeads(workspace.branches()).all();
    }

    /** Returns the revisions that are the heads of the database. */
    public List<RevisionReport> current() {
        noteMissing();
        return new StatusQueries(workspace).current();
    }

    /** Returns the revision that was begun on this database and is not complete; empty if there is none. */
    public Optional<IncompleteRevision> incomplete() {
        return new StatusQueries(workspace).incomplete();
    }

    /**
     * Checks that every revision is applied.
     *
     * @throws TrellisException {@code not_at_heads} if a revision is not applied
     */
    public void checkHeads() {
        noteMissing();
        new StatusQueries(workspace).checkHeads();
    }

    /**
     * Passes the listener a note that the database does not exist, because a query does not create it. Without the note,
     * a misspelled URL would look like an empty database.
     */
    private void noteMissing() {
        if (workspace.hasDatabase() && workspace.isDatabaseMissing()) {
            workspace.requireDatabaseFolder();
            listener.note(Workspace.MISSING_DATABASE);
        }
    }

    /**
     * Returns the heads of the graph.
     *
     * @param effective whether to leave out heads that another revision depends on
     */
    public List<RevisionReport> heads(boolean effective) {
        return new StatusQueries(workspace).heads(effective);
    }

    /** Returns the children of each branch point, by the identifier of the branch point. */
    public Map<String, List<RevisionReport>> branchPoints() {
        return new StatusQueries(workspace).branchPoints();
    }

    /**
     * Returns the revisions that a text names.
     *
     * @param text an identifier or a symbolic name; names such as {@code heads} denote several revisions
     */
    public List<RevisionReport> show(String text) {
        return new StatusQueries(workspace).show(text);
    }

    /**
     * Returns the revisions of a range, newest first.
     *
     * @param range {@code a:b}; null for all revisions
     * @param askDatabase whether to read from the database which revisions are applied; required if the range contains
     *     {@code current}
     */
    public List<RevisionReport> history(@Nullable String range, boolean askDatabase) {
        return new StatusQueries(workspace).history(range, askDatabase);
    }

    /** Returns every attempt at a revision on this database, oldest first. */
    public List<HistoryEntry> attempts() {
        noteMissing();
        return workspace.reading(
                "reading the history",
                session -> workspace.state(session).history().entries());
    }

    /**
     * Returns all branches with their origin, for the command {@code plugins}: the protected branches first, then the
     * others by label.
     */
    public List<BranchReport> plugins() {
        return new StatusQueries(workspace).plugins();
    }

    /**
     * Writes the descriptor of the plugins of a folder, {@code META-INF/trellis/branches.yaml}, from which {@link #planUpdate}
     * and {@link #compat} learn the branches of a jar.
     *
     * @param folder the folder of classes from which the plugins are loaded
     * @return the written file
     * @throws TrellisException {@code no_descriptor} if no plugin is loaded from the folder
     */
    public Path writeDescriptor(Path folder) {
        return new WriteDescriptor(workspace).into(folder);
    }

    /**
     * Returns the branches whose tables are set aside, for the command {@code plugins --removed}; oldest removal first.
     */
    public List<RemovedBranchReport> removedBranches() {
        noteMissing();
        return new RemovedBranches(workspace).all();
    }

    /** Disconnects from the database. A connection or a data source that the application has given stays open. */
    @Override
    public void close() {
        workspace.close();
        close(opened);
    }

    static void close(@Nullable Closeable opened) {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // The jars have been read, so a failure to close them has no effect.
        }
    }
}
