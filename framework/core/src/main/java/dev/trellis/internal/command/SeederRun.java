package dev.trellis.internal.command;

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
import dev.trellis.internal.workspace.Workspace;
import dev.trellis.operation.Operation;
import dev.trellis.script.MigrationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Lets the seeders fill a database that has been built, in the transaction that has begun. */
final class SeederRun {
    private final List<Seeder> seeders;
    private final SeedValues given;
    private final Secrets secrets;

    /** @throws UsageException when an option that is required has no value */
    SeederRun(Workspace workspace, SeedValues given) {
        this.seeders = workspace.extensions().seederInstances();
        this.given = given;
        this.secrets = workspace.configuration().requireDatabase().secrets().and(given.secrets());
        List<String> missing = Extensions.seedOptions(seeders).stream()
                .filter(option -> option.required() && given.find(option).isEmpty())
                .map(SeedOption::flagged)
                .toList();
        if (!missing.isEmpty()) {
            throw UsageException.seedOptionsMissing(missing);
        }
    }

    /** @return what they wrote, in their words */
    List<String> seed(Session session, Listener listener, Map<String, String> arguments) {
        Context context = new Context(new SessionContext(session, hiding(listener), arguments), given);
        List<String> seeded = new ArrayList<>();
        for (Seeder seeder : seeders) {
            try {
                seeder.seed(context);
            } catch (UsageException e) {
                throw e;
            } catch (Exception e) {
                boolean whole = session.dialect().capabilities().transactionalDdl();
                throw UsageException.seedingFailed(
                        seeder.describe(), secrets.hide(String.valueOf(e.getMessage())), whole, e);
            }
            seeded.add(seeder.describe());
        }
        return seeded;
    }

    private Listener hiding(Listener listener) {
        return new Listener() {
            @Override
            public void statement(String sql) {
                listener.statement(secrets.hide(sql));
            }
        };
    }

    private record Context(MigrationContext inner, SeedValues given) implements SeedContext {
        @Override
        public <T> Optional<T> find(SeedOption<T> option) {
            return given.find(option);
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
