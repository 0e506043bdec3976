package dev.trellis;

import dev.trellis.DatabaseReport.Unmodelled;
import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.diff.Comparison;
import dev.trellis.diff.Difference;
import dev.trellis.diff.Scope;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Revision;
import dev.trellis.runtime.Listener;
import dev.trellis.runtime.Session;
import dev.trellis.runtime.SessionContext;
import dev.trellis.runtime.Stamper;
import dev.trellis.runtime.State;
import dev.trellis.runtime.Supplement;
import dev.trellis.schema.Schema;
import dev.trellis.script.Instruction;
import dev.trellis.script.Script;
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
final class Building {
    private final Workspace workspace;
    private final Branches branches;
    private final Session session;
    private final State state;
    private final Migrating migrating;
    private final Comparing comparing;
    private final Listener listener;
    private final SessionContext context;

    Building(Workspace workspace, Session session, Listener listener) throws SQLException {
        this.workspace = workspace;
        this.branches = workspace.branches();
        this.session = session;
        this.state = workspace.state(session);
        this.migrating = new Migrating(workspace, session, listener);
        this.comparing = new Comparing(workspace, session);
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
    DatabaseReport build(Predicate<List<String>> consent, SeedValues given) throws SQLException {
        for (Branch branch : branches.all()) {
            if (branch.model() == null && !branches.revisions(branch).isEmpty()) {
                throw UsageException.noModel(branch.label());
            }
        }
        Seeding seeding = new Seeding(workspace, given);
        List<Operation> creations =
                difference(comparing.desired(), Schema.EMPTY).operations();
        return migrating.turn().hold(() -> {
            Standing standing = Standing.of(workspace, session);
            standing.requireLeave(state.rows(), branches, comparing.ownership(), consent);
            migrating.prepare(false);
            return build(standing, creations, seeding);
        });
    }

    private DatabaseReport build(Standing standing, List<Operation> creations, Seeding seeding) throws SQLException {
        Heads rows = migrating.turn().claim();
        try {
            // Others may have built it while somebody was asked, where the database knows no lock of a session.
            Standing now = Standing.of(workspace, session);
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
            return new DatabaseReport(created(creations), supplemented, leftOut, seeded, List.copyOf(heads.ids()));
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
        Supplement supplement = new Supplement(session, context, workspace.javaSteps(), migrating.protection(branches));
        for (Revision revision : branches.graph().order()) {
            Script script = branches.script(revision.id());
            Boolean said = script == null ? Boolean.FALSE : script.header().dbCreate();
            if (script == null || Boolean.FALSE.equals(said)) {
                continue;
            }
            List<Instruction> instructions =
                    Supplement.unmodelled(script.body(workspace.reading()).upgrade(), session.dialect());
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

    private Difference difference(Schema desired, Schema actual) throws SQLException {
        Scope scope = Scope.EVERYTHING.with(
                Scope.Standing.OWNED, new TreeSet<>(actual.tables().keySet()));
        return Comparison.of(
                desired,
                actual,
                scope,
                comparing.naming(),
                (wanted, found) -> session.dialect().canonical(session.connection(), wanted, found));
    }
}
