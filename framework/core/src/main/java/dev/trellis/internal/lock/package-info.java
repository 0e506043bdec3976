/**
 * The migration lock: one process at a time migrates a database, and the others wait.
 *
 * <h2>Two barriers</h2>
 *
 * <p>The <em>session lock</em> ({@link dev.trellis.dialect.SessionLock}) is acquired before a run writes anything and
 * released after it. It belongs to a connection, so the lock of a killed process disappears with its connection. It survives
 * the commits between two revisions, and it is also held while statements run outside a transaction.
 *
 * <p>The <em>claim</em> ({@link dev.trellis.internal.lock.MigrationLock#begin}) starts each revision's transaction and
 * reads the heads. If the heads are not those that the plan expects, the run plans again. The claim helps in the cases in
 * which the session lock fails: a connection pooler that hands the session to several clients, a user without the privilege
 * for the lock, or another tool that changes the version table. On PostgreSQL and SQLite a claim also keeps every other
 * claim out until its transaction ends. On MariaDB, MySQL and H2 a claim cannot do so, because the first DDL statement ends
 * the transaction. On these databases the journal takes the place of the claim: each process commits its journal row before
 * it looks for other open rows, so at most one of two processes sees no other row and continues. A process that sees the
 * row of another process deletes its own row and tries again. If each process sees the row of the other, both delete their
 * rows and try again.
 *
 * <h2>The lease</h2>
 *
 * <p>On some clusters the session lock reaches only one node ({@link dev.trellis.dialect.Topology}, which the query that
 * acquires the session lock also determines). There a run also holds a <em>lease</em> with a time of expiry by the clock of
 * the database and a fencing number ({@link dev.trellis.internal.state.LeaseTable}). A process takes the lease with an
 * UPDATE whose condition is the fencing number that it has read, and that increments the number. Of two nodes that do so at
 * the same time, the cluster lets one commit; the other gets a deadlock or changes no row. {@code SELECT ... FOR UPDATE}
 * would not do, because row locks are local to a node. A heartbeat on a connection of its own extends the lease.
 *
 * <p>A process that is paused or cut off loses the lease without noticing. Therefore every transaction of a run changes the
 * row of the lease just before it commits, and so does the transaction of a mark that the next DDL statement commits ({@link
 * dev.trellis.internal.lock.MigrationLock#checkLease}). If another process has taken the lease, the change finds no row with
 * the old fencing number; if another process takes it before the commit, the two changes conflict and the commit fails. The
 * run then ends with {@code lock_lost} and records nothing, because its revision belongs to the other process. Only a DDL
 * statement that a node has already begun cannot be stopped.
 *
 * <p>The holder and its heartbeat change different rows, so that a long transaction of the holder does not keep the heartbeat
 * out, and so that the two do not conflict if a balancer connects them to different nodes.
 *
 * <h2>On each database</h2>
 *
 * <ul>
 *   <li><b>PostgreSQL</b>: the session lock is an advisory lock whose key is a hash of the schema and the version table. The
 *       claim is {@code LOCK TABLE ... IN SHARE ROW EXCLUSIVE MODE NOWAIT} on the version table. While the lock is held,
 *       {@code application_name} shows who holds it.
 *   <li><b>MariaDB, MySQL</b>: the session lock is a user lock ({@code GET_LOCK}). User locks belong to the server, so the
 *       name is a hash of the database and the version table. A connection that dies during a statement keeps the lock until
 *       the statement has ended. SQL of a script runs on a connection of its own, which holds a second lock for the same
 *       reason: a process that finishes an interrupted revision first waits for that lock ({@link
 *       dev.trellis.internal.lock.MigrationLock#awaitInterruptedScript}). H2 does the same.
 *   <li><b>SQLite</b>: a transaction starts with {@code BEGIN IMMEDIATE}, which only one connection can do: that is the
 *       claim, and it needs no statement of its own. For statements outside a transaction the connection keeps the file with
 *       {@code PRAGMA locking_mode = EXCLUSIVE} ({@link dev.trellis.internal.lock.MigrationLock#commitAndKeepLock}). In WAL
 *       mode that does not keep writers out; there the session lock is a second SQLite file next to the database, on which the
 *       process holds a transaction.
 *   <li><b>H2</b>: there is no lock that survives a commit. A constant (an object in a schema) can be created only once, so
 *       the session lock is a constant whose value names the session. If that session no longer exists, the next process
 *       creates a constant with the next number. Only an administrator can see other sessions, so other users have no
 *       session lock.
 *   <li>A plugin's dialect without {@link dev.trellis.dialect.Dialect#lock} has {@link
 *       dev.trellis.dialect.SessionLock#NONE}, which every process acquires. The claims then keep processes apart.
 * </ul>
 *
 * <h2>Waiting</h2>
 *
 * <p>A process does not wait in the server. A session that waits there holds a snapshot, and {@code CREATE INDEX
 * CONCURRENTLY} waits for every snapshot: the two would block each other. Instead {@link
 * dev.trellis.internal.lock.MigrationLockWait} polls outside a transaction, with pauses of 10 ms that double up to 250 ms.
 * After a second the process reports who holds the lock, according to the database's catalogue and the history table. After
 * {@code lock_timeout} the process gives up. A timeout of one of the database's own locks counts as "not yet".
 *
 * <p>While a process waits for the session lock, it also reads the state of the database. If the target has been reached,
 * the work is done, and the process ends without ever holding the lock. A process that does acquire the lock reads the state
 * again, because everything that it read before may have changed.
 *
 * <h2>H2 with AUTO_SERVER</h2>
 *
 * <p>The process that opens the file first serves it to the others. When that process ends, the other processes lose their
 * connections and any lock that they hold. They reconnect to the process that takes over and start again. Two things keep
 * the handover short: processes open the file one after the other, guarded by a lock file of Trellis's own, because H2's own
 * protocol makes simultaneous openers delay one another for minutes; and the serving process waits up to five seconds for
 * the others to finish before it closes the file.
 *
 * <p>The driver may also replace the session without an error. Therefore a run {@linkplain
 * dev.trellis.internal.lock.MigrationLock#requireHeld checks} that it still holds the lock before it opens a journal.
 */
@NullMarked
package dev.trellis.internal.lock;

import org.jspecify.annotations.NullMarked;
