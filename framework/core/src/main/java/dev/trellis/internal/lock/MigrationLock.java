package dev.trellis.internal.lock;

import dev.trellis.Listener;
import dev.trellis.dialect.SessionLock;
import dev.trellis.dialect.Topology;
import dev.trellis.internal.connection.Session;
import dev.trellis.internal.journal.JournalTable;
import dev.trellis.internal.journal.OpenRevision;
import dev.trellis.internal.state.DatabaseState;
import dev.trellis.internal.state.LeaseTable;
import dev.trellis.internal.state.MigrationState;
import dev.trellis.internal.state.RunOrigin;
import dev.trellis.revision.Heads;
import dev.trellis.schema.TableName;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The lock of a database that lets one process migrate it at a time. The package describes how it works. */
public final class MigrationLock {
    /** The length of a lease: how long the others wait after a process was killed. */
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(30);

    private final Session session;
    private final MigrationState state;
    private final SessionLock lock;
    /** The lock that a script's own connection holds; see {@link #lockScript}. */
    private final SessionLock scriptLock;

    private final MigrationLockWait wait;
    private final Listener listener;
    /** The length of a lease on every database; null for a lease only where the topology requires one. */
    private final @Nullable Duration configuredLease;

    /** Null until the lock has been acquired for the first time. */
    private @Nullable Topology topology;
    /** Keeps the processes on other nodes out; null if the session lock is enough. */
    private @Nullable Lease lease;

    /**
     * Creates the lock of a session's database without acquiring it.
     *
     * @param limit how long to wait for other processes
     * @param leaseLength the length of a lease on every database; null for a lease only where the topology requires one
     */
    public MigrationLock(
            Session session, MigrationState state, Duration limit, @Nullable Duration leaseLength, Listener listener) {
        this.session = session;
        this.state = state;
        this.listener = listener;
        TableName versions = state.versions().name();
        this.lock = session.dialect().lock(versions);
        this.scriptLock = session.dialect().lock(new TableName(versions.schema(), "script " + versions.name()));
        this.configuredLease = leaseLength;
        this.wait = new MigrationLockWait(session, limit, listener, this::holder);
    }

    /**
     * An action that is repeated if it fails because of other processes.
     *
     * @param <T> its result
     */
    public interface RetriedAction<T> {
        /** Returns null if the action has to be repeated. */
        @Nullable
        T run() throws SQLException;
    }

    /**
     * Repeats an action until it returns a result.
     *
     * @throws LockException {@code lock_timeout}
     */
    public <T> T retry(RetriedAction<T> action) throws SQLException {
        return wait.retry(action);
    }

    /** Reads the state of the database, with or without holding the lock. */
    public DatabaseState readState() throws SQLException {
        return retry(state::read);
    }

    /** Acquires the lock, waiting for other processes. */
    public Acquisition acquire() throws SQLException {
        return acquire(null);
    }

    /**
     * Acquires the lock, unless another process does the work while this one waits for it. Measured gain for 16 processes
     * that start at once: 10 % of the time until all of them have ended (workload W5 of the benchmarks).
     *
     * @param isDone whether a state of the database is the one that the caller works towards; null to acquire the lock in
     *     any case
     * @throws LockException {@code lock_timeout}, {@code node_refuses_writes}
     */
    public Acquisition acquire(@Nullable Predicate<DatabaseState> isDone) throws SQLException {
        String owner = describeOwner();
        return retry(() -> {
            Topology detected = lock.tryAcquireAndDetect(session.lockConnection(), owner);
            if (detected != null && completeAcquisition(detected, owner)) {
                return new Acquisition(null);
            }
            if (isDone == null) {
                return null;
            }
            DatabaseState current = state.read();
            return isDone.test(current) ? new Acquisition(current) : null;
        });
    }

    /**
     * Takes the lease, if there is one, after the session lock has been acquired. Releases the session lock otherwise.
     *
     * @return false if another process holds the lease
     * @throws LockException {@code node_refuses_writes}
     */
    private boolean completeAcquisition(Topology detected, String owner) throws SQLException {
        boolean isComplete = false;
        try {
            accept(detected);
            isComplete = lease == null || lease.tryAcquire(owner);
            return isComplete;
        } finally {
            if (!isComplete) {
                release();
            }
        }
    }

    /** Prepares the session for the topology of the server. */
    private void accept(Topology detected) throws SQLException {
        if (detected.writeRefusal() != null) {
            throw LockException.writesRefused(detected);
        }
        if (lease == null && (detected.needsLease() || configuredLease != null)) {
            lease = newLease();
        }
        if (detected.equals(topology)) {
            return;
        }
        topology = detected;
        session.configure(detected.consistentReads());
        if (detected.limits().contains(Topology.Limit.UNPROVEN)) {
            listener.note("Trellis has not been tested with " + detected.product());
        }
    }

    private @Nullable Lease newLease() {
        String clock = session.dialect().clock();
        if (clock == null) {
            listener.note("ignoring lock_lease: " + session.dialect().name()
                    + " has one writer at a time and needs no lease");
            return null;
        }
        Duration length = configuredLease == null ? DEFAULT_LEASE : configuredLease;
        return new Lease(session, new LeaseTable(session, state.versions().name(), clock), length);
    }

    /** Returns whether the database has transactional DDL. */
    public boolean isTransactional() {
        return session.dialect().capabilities().transactionalDdl()
                && (topology == null || !topology.limits().contains(Topology.Limit.DDL_COMMITS));
    }

    /** Returns the topology of the server that the lock was acquired on; a single server before that. */
    public Topology topology() {
        return topology == null ? Topology.SINGLE_SERVER : topology;
    }

    /**
     * The result of acquiring the lock: this process holds the lock, or another process has done the work and the lock is
     * not needed.
     */
    public final class Acquisition implements AutoCloseable {
        private final @Nullable DatabaseState stateReachedByOtherProcess;

        private Acquisition(@Nullable DatabaseState reached) {
            this.stateReachedByOtherProcess = reached;
        }

        /**
         * Returns the state that another process has reached while this one waited; null if this process holds the lock.
         */
        public @Nullable DatabaseState stateReachedByOtherProcess() {
            return stateReachedByOtherProcess;
        }

        /**
         * Writes all committed changes to disk, on databases that delay the writing.
         *
         * @throws SQLException if the changes cannot be written and are lost
         */
        public void flush() throws SQLException {
            session.dialect().flush(session.connection());
        }

        /**
         * Releases the lock. Rolls an open transaction back first: on some databases releasing the lock is DDL, which would
         * commit changes that a failure has left.
         */
        @Override
        public void close() {
            if (stateReachedByOtherProcess == null) {
                session.rollback();
                release();
            }
        }
    }

    private void release() {
        try {
            if (lease != null) {
                lease.release();
            }
        } catch (SQLException e) {
            // The lease expires.
        }
        try {
            lock.release(session.lockConnection());
        } catch (SQLException e) {
            // The connection is lost, and the lock with it.
        }
    }

    /**
     * Begins a revision's transaction with the {@linkplain dev.trellis.internal.state.VersionTable#claim claim}, which reads the
     * heads, and repeats it while other processes keep it from succeeding. On PostgreSQL and SQLite, it also keeps the
     * claim of every other process out until the transaction ends. On the other databases the journal keeps processes
     * apart. The version table must exist.
     *
     * @return the heads
     */
    public Heads begin() throws SQLException {
        return retry(() -> {
            session.begin();
            return state.versions().claim();
        });
    }

    /**
     * Checks that this connection holds the lock.
     *
     * @throws LockException {@code lock_lost} if the connection does not hold the lock, for example behind a connection
     *     pooler
     * @throws SQLException if the process that served the database has ended and the lock is lost with it; the caller may
     *     connect again
     */
    public void requireHeld() throws SQLException {
        if (lease != null) {
            lease.check();
            return;
        }
        if (lock.isHeld(session.lockConnection())) {
            return;
        }
        if (session.mayFailOver()) {
            throw new SQLException("the lock is lost, because the process that served the database has ended", "08006");
        }
        throw LockException.lost();
    }

    /**
     * Checks in the present transaction that this process still holds the lease, if there is one. The statement that commits
     * the transaction then fails if another process takes the lease.
     *
     * @throws LockException {@code lock_lost}
     */
    public void checkLease() throws SQLException {
        if (lease != null) {
            lease.check();
        }
    }

    /** Returns the error of a run whose lease another process has taken; null if the run has not lost a lease. */
    public @Nullable LockException lostLease() {
        return lease != null && lease.isLost() ? LockException.leaseLost() : null;
    }

    /** Returns the statement so that a session which locks tables may still write to the lease table. */
    public String lockingAlso(String sql) {
        return lease == null ? sql : session.dialect().lockingAlso(sql, lease.quotedTable());
    }

    /**
     * Commits the transaction. On databases where only a transaction keeps other processes out (SQLite), the connection
     * then keeps them out without a transaction until {@link #lockWithTransactionAgain}.
     */
    public void commitAndKeepLock() throws SQLException {
        lock.holdAcrossTransactions(session.connection());
        session.commit();
    }

    /**
     * Ends the effect of {@link #commitAndKeepLock}: only transactions keep other processes out, from the current
     * transaction on.
     */
    public void lockWithTransactionAgain() throws SQLException {
        lock.releaseWithTransaction(session.connection());
    }

    /**
     * Acquires a second lock on the script's own connection, if the script has one. If this process is killed, the server
     * ends the migration lock at once, but keeps the script's lock until the script's statement has ended.
     */
    public void lockScript() throws SQLException {
        if (session.hasScriptConnection()) {
            String owner = describeOwner();
            retry(() -> scriptLock.tryAcquire(session.connection(), owner) ? Boolean.TRUE : null);
        }
    }

    /** Releases the lock that {@link #lockScript} has acquired, before the script's connection is closed. */
    public void releaseScript() {
        if (session.hasScriptConnection()) {
            try {
                scriptLock.release(session.connection());
            } catch (SQLException e) {
                // The connection is lost, and the lock with it.
            }
        }
    }

    /**
     * Waits until the server has ended the statement that an interrupted script was running on a connection of its own.
     */
    public void awaitInterruptedScript() throws SQLException {
        if (!isTransactional()) {
            String owner = describeOwner();
            retry(() -> scriptLock.tryAcquire(session.lockConnection(), owner) ? Boolean.TRUE : null);
            scriptLock.release(session.lockConnection());
        }
    }

    /**
     * Creates Trellis's own tables if they are missing.
     *
     * @param adopt as for {@link MigrationState#prepare}
     */
    public void prepare(boolean adopt) throws SQLException {
        retry(() -> {
            state.prepare(state.read(), adopt);
            return Boolean.TRUE;
        });
    }

    /**
     * Returns a description of the session that holds the lock, without waiting; empty if no session holds it, or if the
     * database does not show the session.
     */
    public Optional<String> holdingSession() throws SQLException {
        return lock.holder(session.lockConnection());
    }

    /** Describes this process. The time comes first, because a database may truncate the text. */
    private static String describeOwner() {
        RunOrigin origin = RunOrigin.current();
        return "trellis since " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + " by " + origin.user() + "@"
                + origin.host();
    }

    /**
     * Describes the process that holds the lock from the database's catalogue, and from the history if that process has
     * begun a revision.
     */
    private String holder() throws SQLException {
        List<String> descriptions = new ArrayList<>();
        holdingSession().ifPresent(descriptions::add);
        String leaseHolder = lease == null ? "" : lease.holder();
        if (!leaseHolder.isEmpty()) {
            descriptions.add(leaseHolder);
        }
        Long interrupted = state.read().openRevision();
        OpenRevision revision = interrupted == null ? null : new JournalTable(state.history()).find(interrupted);
        if (revision != null) {
            descriptions.add(revision.describe());
        }
        return String.join("; ", descriptions);
    }
}
