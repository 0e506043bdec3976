package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.SeedValues;
import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.diff.Scope;
import dev.trellis.internal.lock.MigrationLock;
import dev.trellis.internal.run.DataSteps;
import dev.trellis.internal.run.Stamper;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.CreateSchema;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.report.CreateDatabaseReport;
import dev.trellis.report.CreateDatabaseReport.Unmodelled;
import dev.trellis.report.Diff;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Schema;
import dev.trellis.script.LocatedOperation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Creates the schema of an empty database from the models. Then runs the operations of scripts that a model cannot contain
 * (row changes, Java steps, other raw SQL), if the scripts have {@code db_create: true}, runs the seeders and records the
 * heads. With transactional DDL the whole command is one transaction. On other databases the heads are recorded last, so
 * that an incomplete database is not mistaken for a complete database.
 */
public final class CreateDatabase {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final CommandDatabase database;
    private final ModelComparison comparison;
    private final Listener listener;
    private final SessionContext context;

    public CreateDatabase(Workspace workspace, Session session, Listener listener) throws SQLException {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.session = session;
        this.database = new CommandDatabase(workspace, session, listener);
        this.comparison = new ModelComparison(workspace, session);
        this.listener = listener;
        this.context =
                new SessionContext(session, listener, workspace.configuration().arguments());
    }

    /**
     * Checks the input before a connection is opened, because a connection creates the file of a database.
     *
     * @throws UsageException {@code no_model}, {@code seed_option_missing}
     */
    public static void requireInput(Workspace workspace, SeedValues seedValues) {
        Branches branches = workspace.branches();
        BranchModels models = new BranchModels(workspace);
        for (Branch branch : branches.all()) {
            if (!models.has(branch) && !branches.revisions(branch).isEmpty()) {
                throw UsageException.noModel(branch.label());
            }
        }
        SeederRun.requireValues(workspace, seedValues);
    }

    /**
     * Creates the schema while holding the lock.
     *
     * @param consent decides whether existing objects may be dropped
     * @param seedValues the values of the seeders' options
     */
    public CreateDatabaseReport build(Predicate<List<String>> consent, SeedValues seedValues) throws SQLException {
        SeederRun seeders = new SeederRun(workspace, seedValues);
        ReferenceTypes.require(comparison.desired(), Schema.EMPTY, session.dialect());
        List<Operation> creations =
                difference(comparison.desired(), Schema.EMPTY).operations();
        try (MigrationLock.Acquisition acquisition = database.lock().acquire()) {
            ExistingObjects existing = ExistingObjects.of(workspace, session);
            existing.requireConsent(database.state().heads(), branches, comparison.ownership(), consent);
            database.lock().prepare(false);
            CreateDatabaseReport report = build(existing, creations, seeders);
            acquisition.flush();
            return report;
        }
    }

    /**
     * Drops the existing objects, creates the tables, runs the operations that a model cannot contain and the seeders, records
     * the heads, and commits.
     *
     * @param agreed the objects that the caller agreed to drop; the command fails if the database now contains different ones
     */
    private CreateDatabaseReport build(ExistingObjects agreed, List<Operation> creations, SeederRun seeders)
            throws SQLException {
        Heads heads = database.lock().begin();
        try {
            // Without a session lock, another process may have created objects while the user was asked for consent.
            ExistingObjects existing = ExistingObjects.of(workspace, session);
            if (!existing.equals(agreed)) {
                existing.requireConsent(heads, branches, comparison.ownership(), others -> false);
            }
            database.state().versions().clear();
            for (String view : existing.views()) {
                context.execute(session.dialect().dropView(view));
            }
            apply(difference(Schema.EMPTY, existing.schema()).operations());
            apply(withSchemas(creations, existing.schema().schemas()));
            List<Unmodelled> executed = new ArrayList<>();
            List<Unmodelled> leftOut = new ArrayList<>();
            runDataSteps(executed, leftOut);
            List<String> seeded = seeders.seed(
                    session, listener, workspace.configuration().arguments(), database.protection(branches));
            Heads created = Heads.of(
                    branches.graph().effectiveHeads().stream().map(Revision::id).toList());
            new Stamper(session, database.state(), branches, workspace.parsing()).writeCreated(created);
            session.commit();
            return new CreateDatabaseReport(
                    createdTables(creations), executed, leftOut, seeded, List.copyOf(created.ids()));
        } catch (SQLException | RuntimeException | Error e) {
            session.rollback(e);
            throw e;
        }
    }

    /**
     * Returns the operations with one operation for each schema that scripts create, and without those for schemas that
     * exist.
     */
    private List<Operation> withSchemas(List<Operation> creations, Set<String> existing) {
        Set<String> missing = new TreeSet<>(comparison.ownership().createdSchemas());
        List<Operation> others = new ArrayList<>();
        for (Operation operation : creations) {
            if (operation instanceof CreateSchema create) {
                missing.add(create.name());
            } else {
                others.add(operation);
            }
        }
        missing.removeAll(existing);
        List<Operation> all = new ArrayList<>();
        missing.forEach(schema -> all.add(new CreateSchema(schema)));
        all.addAll(others);
        return all;
    }

    private void apply(List<Operation> operations) {
        context.apply(operations.toArray(Operation[]::new));
    }

    private static List<String> createdTables(List<Operation> operations) {
        List<String> tables = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                tables.add(create.table().name().toString());
            }
        }
        return tables;
    }

    /**
     * Runs the operations that a model cannot contain, in the order of the graph.
     *
     * @param executed receives the operations of scripts with {@code db_create: true}
     * @param leftOut receives the operations of scripts without {@code db_create}, a key that the author may have forgotten
     */
    private void runDataSteps(List<Unmodelled> executed, List<Unmodelled> leftOut) throws SQLException {
        DataSteps dataSteps = new DataSteps(session, context, workspace.javaSteps(), database.protection(branches));
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            Boolean dbCreate = script == null ? Boolean.FALSE : script.header().dbCreate();
            if (script == null || Boolean.FALSE.equals(dbCreate)) {
                continue;
            }
            List<LocatedOperation> operations = DataSteps.unmodelled(
                    script.body(workspace.parsing()).upgrade(),
                    session.dialect(),
                    comparison.desired().definitions().keySet());
            if (operations.isEmpty()) {
                continue;
            }
            Unmodelled unmodelled = new Unmodelled(
                    revision.id(),
                    workspace.label(revision.id()),
                    script.header().message(),
                    operations.stream()
                            .map(located -> located.operation().describe())
                            .toList());
            if (dbCreate == null) {
                leftOut.add(unmodelled);
            } else {
                dataSteps.run(revision.id(), branches.of(revision.id()), operations);
                executed.add(unmodelled);
            }
        }
    }

    private Diff difference(Schema desired, Schema actual) throws SQLException {
        Scope scope = Scope.EVERYTHING
                .with(Scope.TableRole.OWNED, new TreeSet<>(actual.tables().keySet()))
                .withDefinitions(Scope.TableRole.OWNED, actual.definitions().keySet());
        return SchemaDiff.of(
                desired,
                actual,
                scope,
                comparison.naming(),
                session.dialect(),
                (wanted, found, rejected) ->
                        session.dialect().canonical(session.connection(), wanted, found, rejected));
    }
}
