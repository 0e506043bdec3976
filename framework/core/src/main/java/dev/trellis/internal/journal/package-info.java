/**
 * The journal: how an interrupted revision is resumed on a database that commits DDL implicitly (MariaDB, MySQL, H2).
 *
 * <p>On such a database no transaction holds a revision together: each DDL statement commits itself and everything before
 * it. If the process is killed, some statements of the revision have taken effect and others have not. Running all of them
 * again fails ("table exists already") or does harm. Therefore the row of the revision in the history table records the
 * {@linkplain dev.trellis.internal.journal.JournalProgress progress} while the revision runs. The row is open as long as its
 * {@code done_operations} is not null.
 *
 * <h2>The protocol</h2>
 *
 * <ol>
 *   <li>Operations are compiled in {@linkplain dev.trellis.internal.journal.OperationGroups groups} before the first of them
 *       is run. The statements are stored in the row: a half-applied group cannot be compiled again, because the result depends
 *       on the schema.
 *   <li>Before a statement, the row is marked: the statement is <em>in flight</em>. If the catalogue defines the object that
 *       the statement changes, a hash of the definition is stored with the mark.
 *   <li>The DDL statement itself commits the mark, so mark and statement become visible together. If the statement never runs,
 *       neither does the mark.
 *   <li>After the statement, the mark "done" is written at once only if the catalogue could not show whether the statement took
 *       effect. Otherwise it is part of the next mark. A change of rows and its mark are one transaction, and so are a
 *       Java step and its mark.
 * </ol>
 *
 * <h2>Resuming</h2>
 *
 * <p>The next run finds the open row while it holds the lock, and {@link dev.trellis.internal.journal.ResumeDecision}
 * decides about the statement in flight. If the definition of its object differs from the stored hash, the statement took
 * effect, and the run resumes after it. If the definition is the same, the statement either did not run or makes no
 * difference, and it runs again. If the catalogue has no answer, the run stops with {@code undecided_statement}, and a person
 * decides with {@code trellis resume --done} or {@code --again}.
 *
 * <p>The script may have been edited since the interruption, typically to fix the operation that failed. Such an edit is
 * allowed as long as the operations that have been run are the same; the text of the script in the history is compared with
 * the present one.
 *
 * <p>Two processes must not resume one revision. A process closes the row that it read on the condition that the progress is
 * still the same, and opens a row of its own. If the first process is still alive after all, its next mark finds the row
 * closed, and it stops with {@code taken_over}.
 *
 * <p>If the revision may change protected tables, the row also keeps a fingerprint of them from before the revision, so that
 * a resumed run can find the changes of the interrupted run.
 *
 * <p>On PostgreSQL and SQLite a revision needs the journal only for the operations in an {@code autocommit}. Their
 * statements run outside a transaction; a journal that is committed before these statements and closed in the transaction
 * after them makes the revision resumable in the same way.
 */
@NullMarked
package dev.trellis.internal.journal;

import org.jspecify.annotations.NullMarked;
