package dev.trellis;

import dev.trellis.branch.Branch;
import dev.trellis.branch.Branches;
import dev.trellis.diff.Comparison;
import dev.trellis.diff.Difference;
import dev.trellis.diff.Scope;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Stamp;
import dev.trellis.runtime.Listener;
import dev.trellis.runtime.Session;
import dev.trellis.runtime.SessionContext;
import dev.trellis.runtime.Stamper;
import dev.trellis.runtime.State;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Builds an empty database straight from the models, stamps the heads, and lets the seeders fill it. */
final class Building {
    private final Workspace workspace;
    private final Session session;
    private final State state;
    private final Comparing comparing;
    private final SessionContext context;

    Building(Workspace workspace, Session session, State state, Listener listener) {
        this.workspace = workspace;
        this.session = session;
        this.state = state;
        this.comparing = new Comparing(workspace, session);
        this.context =
                new SessionContext(session, listener, workspace.configuration().arguments());
    }

    /**
     * Builds it.
     *
     * @param consent asked before tables that are there are dropped
     */
    DatabaseReport build(Predicate<List<String>> consent) throws SQLException {
        Branches branches = workspace.branches();
        for (Branch branch : branches.all()) {
            if (branch.model() == null && !branches.revisions(branch).isEmpty()) {
                throw UsageException.noModel(branch.label());
            }
        }
        empty(consent);
        List<Operation> operations =
                difference(comparing.desired(), Schema.EMPTY).operations();
        Heads heads = Heads.of(branches.graph().effectiveHeads().stream()
                .map(revision -> revision.id())
                .toList());
        session.begin();
        try {
            context.apply(operations.toArray(Operation[]::new));
            session.commit();
        } catch (SQLException | RuntimeException e) {
            session.rollback(e);
            throw e;
        }
        state.prepare(state.read(), true);
        new Stamper(session, state.versions(), state.history(), branches).write(new Stamp(Heads.none(), heads), true);
        return new DatabaseReport(created(operations), seed(), List.copyOf(heads.ids()));
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

    private void empty(Predicate<List<String>> consent) throws SQLException {
        Schema actual = comparing.actual();
        if (actual.tables().isEmpty()) {
            return;
        }
        List<String> tables =
                actual.tables().keySet().stream().map(TableName::toString).toList();
        if (!consent.test(tables)) {
            throw UsageException.notEmpty(tables);
        }
        session.begin();
        try {
            context.apply(difference(Schema.EMPTY, actual).operations().toArray(Operation[]::new));
            session.commit();
        } catch (SQLException | RuntimeException e) {
            session.rollback(e);
            throw e;
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

    private List<String> seed() throws SQLException {
        List<String> seeded = new ArrayList<>();
        for (Class<? extends Seeder> type : workspace.extensions().seeders()) {
            Seeder seeder = workspace.extensions().instances().get(type);
            session.begin();
            try {
                seeder.seed(context);
                session.commit();
            } catch (Exception e) {
                session.rollback(e);
                throw UsageException.seedingFailed(seeder.describe(), e);
            }
            seeded.add(seeder.describe());
        }
        return seeded;
    }
}
