package dev.trellis.internal.run;

import dev.trellis.Listener;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.protection.StatementGuard;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import dev.trellis.script.MigrationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Runs the Java steps of one revision, and checks each of their statements and operations before it is run. */
final class JavaStepRunner {
    private final RunContext context;
    private final Session session;
    private final Listener listener;
    private final String revision;
    private final StatementSink sink;
    private final StatementGuard guard;

    /**
     * Creates the runner for the Java steps of one revision.
     *
     * @param sink takes the statements of the operations that a step applies
     */
    JavaStepRunner(RunContext context, String revision, StatementSink sink) {
        this.context = context;
        this.session = context.session();
        this.listener = context.listener();
        this.revision = revision;
        this.sink = sink;
        ScriptContext scripts = context.scripts();
        this.guard = new StatementGuard(
                session.dialect(), scripts.protection(), scripts.branches().of(revision));
    }

    /**
     * Runs a Java step.
     *
     * @throws RunException {@code step_failed} if the step throws an exception that is not Trellis's own, or an error
     */
    void run(RunJava run, Location location) {
        try {
            try {
                context.scripts().steps().find(run.step()).run(migrationContext(location));
            } finally {
                session.endHandle();
            }
        } catch (TrellisException e) {
            throw e;
        } catch (Throwable e) {
            FatalError.rethrow(e);
            // Other errors are failures: the Java step has ended, so the connection can undo the revision and record
            // the failure.
            throw RunException.stepFailed(revision, location, run.step(), session.hide(e.toString()), e);
        }
    }

    private MigrationContext migrationContext(Location location) {
        return new MigrationContext() {
            @Override
            public Handle handle() {
                return session.handle(listener, sql -> {
                    guard.checkSqlOfJavaStep(sql, location);
                    return session.dialect()
                            .lockingAlso(sql, context.state().history().quotedName());
                });
            }

            @Override
            public void apply(Operation... operations) {
                List<LocatedOperation> located = new ArrayList<>();
                for (Operation operation : operations) {
                    located.add(new LocatedOperation(operation, location));
                }
                guard.checkOperationsOfJavaStep(located);
                sink.compile(session.dialect(), located);
            }

            @Override
            public Dialect dialect() {
                return session.dialect();
            }

            @Override
            public Map<String, String> arguments() {
                return context.scripts().arguments();
            }
        };
    }
}
