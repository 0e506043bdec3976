/**
 * Runs plans.
 *
 * <p>{@link dev.trellis.internal.run.Runner} takes a plan whose scripts have been {@linkplain
 * dev.trellis.internal.run.ParsedStep parsed} and checked, and runs its revisions one after the other. For each it creates
 * a {@link dev.trellis.internal.run.RevisionRun}, one attempt to run the revision, with one of two strategies:
 *
 * <ul>
 *   <li>{@link dev.trellis.internal.run.TransactionalRun}, for databases with transactional DDL (PostgreSQL, SQLite): one
 *       transaction for each revision, which also moves the heads and adds the entry to the history. A failure leaves nothing
 *       behind, so a deadlock or a serialization failure is simply run again.
 *   <li>{@link dev.trellis.internal.run.JournalledRun}, for databases that commit DDL implicitly (MariaDB, MySQL, H2): the
 *       journal records each statement, so that an interrupted revision resumes where it was interrupted.
 * </ul>
 *
 * <p>Statements go to a {@link dev.trellis.internal.run.StatementSink}, so that a strategy does not know how they are sent:
 * {@linkplain dev.trellis.internal.run.LiveStatements one by one}, {@linkplain dev.trellis.internal.run.StatementBatch
 * several as one message} (PostgreSQL), or {@linkplain dev.trellis.internal.run.OfflineStatements into a script} for the
 * database's shell. If one statement of a message fails, the revision is rolled back and run again statement by statement,
 * because only then the error can name the statement.
 *
 * <p>Another process that ignores the lock, such as another tool, may move the heads between two revisions. Each run of a
 * revision therefore reads the heads again in its own transaction. If the heads are not the expected heads, {@code
 * Runner.run} returns false, and the command plans again.
 */
@NullMarked
package dev.trellis.internal.run;

import org.jspecify.annotations.NullMarked;
