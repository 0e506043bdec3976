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
import dev.trellis.internal.run.DataSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.Stamper;
import dev.trellis.internal.workspace.Workspace;
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
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Builds an empty database straight from the models, runs what scripts do that no model can show where they say so, lets
 * the seeders fill it, and writes the heads. It is one transaction where that holds DDL; elsewhere the heads are written
 * last, so that what was left halfway is not taken for whole.
 */
public final class CreateDatabase {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final MigrationState state;
    private final MigrationRun migrating;
    private final ModelComparison comparing;
    private final Listener listener;
    private final SessionContext context;

    public CreateDatabase(Workspace workspace, Session session, Listener listener) throws SQLException {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.session = session;
        this.state = workspace.state(session);
        this.migrating = new MigrationRun(workspace, session, listener);
        this.comparing = new ModelComparison(workspace, session);
        this.listener = listener;
        this.context =
                new SessionContext(session, listener, workspace.configuration().arguments());
    }

    /**
     * Builds it, while nobody else migrates.
     *
     * @param consent asked before what is there is dropped
     * @param given for the options of the seeders
     */
    public CreateDatabaseReport build(Predicate<List<String>> consent, SeedValues given) throws SQLException {
        for (Branch branch : branches.all()) {
            if (branch.model() == null && !branches.revisions(branch).isEmpty()) {
                throw UsageException.noModel(branch.label());
            }
        }
        SeederRun seeding = new SeederRun(workspace, given);
        List<Operation> creations =
                difference(comparing.desired(), Schema.EMPTY).operations();
        return migrating.turn().hold(() -> {
            ExistingObjects standing = ExistingObjects.of(workspace, session);
            standing.requireLeave(state.rows(), branches, comparing.ownership(), consent);
            migrating.prepare(false);
            return build(standing, creations, seeding);
        });
    }

    private CreateDatabaseReport build(ExistingObjects standing, List<Operation> creations, SeederRun seeding)
            throws SQLException {
        Heads rows = migrating.turn().claim();
        try {
            // Others may have built it while somebody was asked, where the database knows no lock of a session.
            ExistingObjects now = ExistingObjects.of(workspace, session);
            if (!now.equals(standing)) {
                now.requireLeave(rows, branches, comparing.ownership(), others -> false);
            }
            state.versions().clear();
            for (String view : now.views()) {
                context.execute(session.dialect().dropView(view));
            }
            apply(difference(Schema.EMPTY, now.schema()).operations());
            apply(creations);
            List<Unmodelled> supplemented = new ArrayList<>();
            List<Unmodelled> leftOut = new ArrayList<>();
            supplement(supplemented, leftOut);
            List<String> seeded =
                    seeding.seed(session, listener, workspace.configuration().arguments());
            Heads heads = Heads.of(
                    branches.graph().effectiveHeads().stream().map(Revision::id).toList());
            new Stamper(session, state.versions(), state.history(), branches).built(heads);
            session.commit();
            return new CreateDatabaseReport(
                    created(creations), supplemented, leftOut, seeded, List.copyOf(heads.ids()));
        } catch (SQLException | RuntimeException e) {
            session.rollback(e);
            throw e;
        }
    }

    private void apply(List<Operation> operations) {
        context.apply(operations.toArray(Operation[]::new));
    }

    private static List<String> created(List<Operation> operations) {
        List<String> tables = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof CreateTable create) {
                tables.add(create.table().name().toString());
            }
        }
        return tables;
    }

    /** Runs what no model can show of the revisions that say so, in the order of the graph. */
    private void supplement(List<Unmodelled> supplemented, List<Unmodelled> leftOut) throws SQLException {
        DataSteps supplement = new DataSteps(session, context, workspace.javaSteps(), migrating.protection(branches));
        for (Revision revision : branches.graph().order()) {
            MigrationScript script = branches.script(revision.id());
            Boolean said = script == null ? Boolean.FALSE : script.header().dbCreate();
            if (script == null || Boolean.FALSE.equals(said)) {
                continue;
            }
            List<LocatedOperation> instructions =
                    DataSteps.unmodelled(script.body(workspace.reading()).upgrade(), session.dialect());
            if (instructions.isEmpty()) {
                continue;
            }
            Unmodelled unmodelled = new Unmodelled(
                    revision.id(),
                    workspace.label(revision.id()),
                    script.header().message(),
                    instructions.stream()
                            .map(instruction -> instruction.operation().describe())
                            .toList());
            if (said == null) {
                leftOut.add(unmodelled);
            } else {
                supplement.run(revision.id(), branches.of(revision.id()), instructions);
                supplemented.add(unmodelled);
            }
        }
    }

    private Diff difference(Schema desired, Schema actual) throws SQLException {
        Scope scope = Scope.EVERYTHING.with(
                Scope.TableRole.OWNED, new TreeSet<>(actual.tables().keySet()));
        return SchemaDiff.of(
                desired,
                actual,
                scope,
                comparing.naming(),
                (wanted, found) -> session.dialect().canonical(session.connection(), wanted, found));
    }
}
