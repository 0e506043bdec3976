package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.state.HistoryEntryFactory;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the later revisions of a plan, and computes the checksums of their scripts, in a background thread while the
 * database runs the earlier revisions. Only revisions whose statements do not depend on the database are compiled. Measured
 * gain for 1,000 revisions: 7 % on SQLite, 7 % on PostgreSQL.
 */
final class BackgroundPreparation implements StepPreparation, AutoCloseable {
    /** The smallest number of revisions for which the background thread saves time. */
    private static final int MIN_STEPS = 32;

    private final Dialect dialect;
    private final HistoryEntryFactory entries;
    private final Map<String, List<CompiledStatement>> statements = new ConcurrentHashMap<>();
    private volatile boolean isClosed;

    private BackgroundPreparation(Dialect dialect, HistoryEntryFactory entries) {
        this.dialect = dialect;
        this.entries = entries;
    }

    /**
     * Begins to prepare revisions.
     *
     * @param steps all steps of a plan on a database with transactional DDL, in their order
     */
    static BackgroundPreparation start(Dialect dialect, HistoryEntryFactory entries, List<ParsedStep> steps) {
        BackgroundPreparation preparation = new BackgroundPreparation(dialect, entries);
        if (steps.size() >= MIN_STEPS) {
            Thread thread = new Thread(() -> preparation.prepare(steps), "trellis-preparation");
            thread.setDaemon(true);
            thread.start();
        }
        return preparation;
    }

    @Override
    public @Nullable List<CompiledStatement> takeStatements(ParsedStep step) {
        return statements.remove(step.id());
    }

    /** Ends the preparation before its next revision. */
    @Override
    public void close() {
        isClosed = true;
    }

    private void prepare(List<ParsedStep> steps) {
        for (ParsedStep step : steps) {
            if (isClosed) {
                return;
            }
            try {
                if (isPure(step)) {
                    entries.prepareChecksum(step.script(), step.body());
                    compile(step);
                }
            } catch (RuntimeException e) {
                // The operations are compiled again when the revision runs, and then the failure is reported.
            }
        }
    }

    /**
     * Whether a script contains neither Java nor an {@code autocommit}, so that all its operations can be compiled
     * together.
     */
    private static boolean isPure(ParsedStep step) {
        return step.operations().stream()
                .map(LocatedOperation::operation)
                .noneMatch(operation -> operation instanceof RunJava || operation instanceof Autocommit);
    }

    private void compile(ParsedStep step) {
        List<Operation> operations =
                step.operations().stream().map(LocatedOperation::operation).toList();
        List<CompiledStatement> compiled = new ArrayList<>();
        dialect.compile(operations, dialect.catalog(RefusingConnection.INSTANCE), compiled::add);
        statements.put(step.id(), compiled);
    }

    /** Thrown if a compilation reads the database. */
    private static final class DatabaseRequiredException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseRequiredException() {
            super("the statements depend on the database", null, false, false);
        }
    }

    /**
     * A connection that refuses every call. A compilation that tries to read the database therefore ends with an exception.
     */
    private static final class RefusingConnection {
        static final Connection INSTANCE = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new DatabaseRequiredException();
                });
    }
}
