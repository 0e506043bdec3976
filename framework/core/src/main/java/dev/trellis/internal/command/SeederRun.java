package dev.trellis.internal.command;

import dev.trellis.ExtensionPoint;
import dev.trellis.Listener;
import dev.trellis.SeedContext;
import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import dev.trellis.Seeder;
import dev.trellis.UsageException;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.ErrorName;
import dev.trellis.error.JarName;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.protection.ProtectedSchemaMonitor;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.internal.run.DataSteps;
import dev.trellis.internal.run.FatalError;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Operation;
import dev.trellis.script.MigrationContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Runs the seeders in a newly created database, within the open transaction. */
final class SeederRun {
    private final List<Seeder> seeders;
    private final SeedValues values;
    private final Secrets secrets;

    /** Creates the run. */
    SeederRun(Workspace workspace, SeedValues values) {
        this.seeders = workspace.extensions().createAll(ExtensionPoint.SEEDER);
        this.values = values;
        this.secrets = workspace.database().secrets().and(values.secrets());
    }

    /**
     * Checks the values of the options of all seeders.
     *
     * @throws UsageException {@code seed_option_missing} if a required option has no value
     */
    static void requireValues(Workspace workspace, SeedValues values) {
        List<String> missing = workspace.extensions().seedOptions().stream()
                .filter(option -> option.required() && values.find(option).isEmpty())
                .map(SeedOption::optionName)
                .toList();
        if (!missing.isEmpty()) {
            throw UsageException.seedOptionsMissing(missing);
        }
    }

    /**
     * Runs the seeders. A seeder writes rows; it changes neither a protected table nor Trellis's own tables, and no state of
     * its session remains.
     *
     * @return the description of each seeder
     */
    List<String> seed(Session session, Listener listener, Map<String, String> arguments, Protection protection)
            throws SQLException {
        if (seeders.isEmpty()) {
            return List.of();
        }
        if (!session.dialect().capabilities().transactionalDdl() && session.isInTransaction()) {
            // The seeders may run on another connection, which must see the tables and rows.
            session.commitAndBegin();
        }
        SessionContext context = new SessionContext(session, hiding(listener), arguments);
        List<String> descriptions = new ArrayList<>();
        for (Seeder seeder : seeders) {
            seed(seeder, session, context, protection);
            descriptions.add(ContributedCode.call(seeder, "describe", seeder::describe));
        }
        return descriptions;
    }

    private void seed(Seeder seeder, Session session, SessionContext context, Protection protection)
            throws SQLException {
        Class<?> type = seeder.getClass();
        Location place = Location.of(JarName.of(type) + ": " + type.getName());
        ProtectedSchemaMonitor monitor =
                ProtectedSchemaMonitor.ofCode(session, protection, "the seeder " + type.getName(), place);
        Context checked = new Context(
                context.with(DataSteps.check(new StatementGuard(session.dialect(), protection, null), place)), values);
        try {
            session.runScript(() -> run(seeder, session, checked), monitor::check);
        } catch (UsageException e) {
            throw e;
        } catch (Throwable e) {
            FatalError.rethrow(e);
            boolean isUndone = session.dialect().capabilities().transactionalDdl();
            if (e instanceof TrellisException refused && isRefusal(refused)) {
                throw RunException.withStatus(refused, UsageException.statusAfterSeeding(isUndone));
            }
            String reason = e instanceof Exception && e.getMessage() != null ? e.getMessage() : e.toString();
            throw UsageException.seedingFailed(
                    ContributedCode.call(seeder, "describe", seeder::describe), secrets.hide(reason), isUndone, e);
        }
    }

    private static void run(Seeder seeder, Session session, SeedContext context) throws Exception {
        session.begin();
        try {
            seeder.seed(context);
        } finally {
            session.endHandle();
        }
        if (session.hasScriptConnection()) {
            session.commit();
        }
    }

    /** Whether Trellis has refused what the seeder did, as opposed to a failure of the seeder or of the database. */
    private static boolean isRefusal(TrellisException e) {
        return e.is(ErrorName.PROTECTED_TABLE) || e.problem().facts().containsKey(StatementGuard.NOT_RUN);
    }

    private Listener hiding(Listener listener) {
        return new Listener() {
            @Override
            public void statement(String sql) {
                listener.statement(secrets.hide(sql));
            }
        };
    }

    private record Context(MigrationContext inner, SeedValues values) implements SeedContext {
        @Override
        public <T> Optional<T> find(SeedOption<T> option) {
            return values.find(option);
        }

        @Override
        public Handle handle() {
            return inner.handle();
        }

        @Override
        public void apply(Operation... operations) {
            inner.apply(operations);
        }

        @Override
        public Dialect dialect() {
            return inner.dialect();
        }

        @Override
        public Map<String, String> arguments() {
            return inner.arguments();
        }
    }
}
