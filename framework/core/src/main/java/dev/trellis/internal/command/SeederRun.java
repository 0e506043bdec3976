package dev.trellis.internal.command;

import dev.trellis.ExtensionPoint;
import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.SeedContext;
import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import dev.trellis.Seeder;
import dev.trellis.UsageException;
import dev.trellis.config.Secrets;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.connection.SessionContext;
import dev.trellis.internal.run.FatalError;
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Operation;
import dev.trellis.script.MigrationContext;
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

    /**
     * Creates the run and checks the values of the options of all seeders.
     *
     * @throws UsageException {@code seed_option_missing} if a required option has no value
     */
    SeederRun(Workspace workspace, SeedValues values) {
        this.seeders = workspace.extensions().createAll(ExtensionPoint.SEEDER);
        this.values = values;
        this.secrets = workspace.database().secrets().and(values.secrets());
        List<String> missing = Extensions.seedOptions(seeders).stream()
                .filter(option -> option.required() && values.find(option).isEmpty())
                .map(SeedOption::optionName)
                .toList();
        if (!missing.isEmpty()) {
            throw UsageException.seedOptionsMissing(missing);
        }
    }

    /**
     * Runs the seeders.
     *
     * @return the description of each seeder
     */
    List<String> seed(Session session, Listener listener, Map<String, String> arguments) {
        Context context = new Context(new SessionContext(session, hiding(listener), arguments), values);
        List<String> descriptions = new ArrayList<>();
        for (Seeder seeder : seeders) {
            try {
                seeder.seed(context);
            } catch (UsageException e) {
                throw e;
            } catch (Throwable e) {
                FatalError.rethrow(e);
                String reason = e instanceof Exception && e.getMessage() != null ? e.getMessage() : e.toString();
                boolean isUndone = session.dialect().capabilities().transactionalDdl();
                throw UsageException.seedingFailed(seeder.describe(), secrets.hide(reason), isUndone, e);
            }
            descriptions.add(seeder.describe());
        }
        return descriptions;
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
