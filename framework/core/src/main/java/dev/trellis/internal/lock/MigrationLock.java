package dev.trellis.internal.lock;

import dev.trellis.Listener;
import dev.trellis.dialect.SessionLock;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.InterruptedRevision;
import dev.trellis.internal.run.RunException;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RunOrigin;
import dev.trellis.revision.Heads;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process's turn at a database that others want to migrate as well. */
public final class MigrationLock {
    private final Session session;
    private final MigrationState state;
    private final SessionLock lock;
    private final Listener listener;
    private final LockWait patience;

    /** @param limit how long others are waited for */
    public MigrationLock(Session session, MigrationState state, Duration limit, Listener listener) {
        this.session = session;
        this.state = state;
        this.lock = session.dialect().lock(state.versions().name());
        this.listener = listener;
        this.patience = new LockWait(session, limit, listener, this::holder);
    }

    /** Work at the database. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    /** Reads what the database says of itself. */
    public DatabaseState read() throws SQLException {
        return patience.get(state::read);
    }

    public LockWait patience() {
        return patience;
    }

    public SessionLock lock() {
        return lock;
    }

    /**
     * Begins a transaction that no other such one runs beside, also where the database knows no lock of a session; for when
     * the version table is there.
     *
     * @return its rows
     */
    public Heads claim() throws SQLException {
        return patience.get(() -> {
            session.begin();
            return state.versions().claim();
        });
    }

    /**
     * Does the work while nobody else does the same. What an error leaves undone in a transaction is rolled back before
     * the lock is released, since to some databases releasing it is DDL, which would commit it.
     *
     * @throws RunException {@code lock_timeout}
     */
    public <T> T hold(Work<T> work) throws SQLException {
        return hold(work, () -> null);
    }

    /** Something that may have come about while others were waited for. */
    public interface WhileWaiting<T> {
        /** @return null when the turn is still wanted */
        @Nullable
        T found() throws SQLException;
    }

    /** What came of waiting; the lock where there is no result. */
    private record LockOutcome<T>(@Nullable T result) {}

    private <T> T hold(Work<T> work, WhileWaiting<T> meanwhile) throws SQLException {
        RunOrigin machine = RunOrigin.current();
        T found = patience.get(() -> {
                    if (lock.tryAcquire(session.connection(), who(machine))) {
                        return new LockOutcome<T>(null);
                    }
                    T result = meanwhile.found();
                    return result == null ? null : new LockOutcome<>(result);
                })
                .result();
        if (found != null) {
            return found;
        }
        try {
            T result = work.run();
            session.dialect().flush(session.connection());
            return result;
        } catch (Throwable e) {
            session.rollback(e);
            throw e;
        } finally {
            release();
        }
    }

    /** As {@link #hold}; where the database changes hands meanwhile, for another turn that begins the work anew. */
    public <T> T withReconnect(Work<T> work) throws SQLException {
        return withReconnect(work, () -> null);
    }

    /**
     * As {@link #withReconnect(Work)}.
     *
     * @param meanwhile asked while others are waited for; what it finds is the result, and no turn is taken
     */
    public <T> T withReconnect(Work<T> work, WhileWaiting<T> meanwhile) throws SQLException {
        return session.withReconnect(listener, () -> hold(work, meanwhile));
    }

    /**
     * Creates Trellis's own tables where they are missing.
     *
     * @param adopt as {@link MigrationState#prepare}
     */
    public void prepare(boolean adopt) throws SQLException {
        patience.get(() -> {
            state.prepare(state.read(), adopt);
            return Boolean.TRUE;
        });
    }

    /** The moment comes first, because a database may cut the rest. */
    private static String who(RunOrigin machine) {
        return "trellis since " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " by " + machine.user() + "@"
                + machine.host();
    }

    private void release() {
        try {
            lock.release(session.connection());
        } catch (SQLException e) {
            // The connection is gone then, and the lock with it.
        }
    }

    /** Who the database says it is, and what that one says of itself in the history. */
    private String holder() throws SQLException {
        List<String> said = new ArrayList<>();
        lock.holder(session.connection()).ifPresent(said::add);
        DatabaseState recorded = state.read();
        InterruptedRevision flight =
                recorded.interrupted() == null ? null : state.history().interrupted(recorded.interrupted());
        if (flight != null) {
            said.add(flight.describe());
        }
        return String.join("; ", said);
    }
}
