/**
 * Ownership of tables and protection of base schemas.
 *
 * <p><b>Rules.</b> Every table has one owner: the branch whose model declares it or whose scripts create it
 * ({@link dev.trellis.internal.protection.Ownership}). Two owners are the error {@code two_owners}. A branch that is
 * configured as protected is a base schema: revisions of other branches may read its tables and refer to them with foreign
 * keys, and may change their rows, but may not change the structure of its tables or views. A violation is the error
 * {@code protected_table}. A revision of a protected branch is not checked.
 *
 * <p><b>Three layers of checks.</b>
 *
 * <ol>
 *   <li>The static check ({@code internal.run.PlanScripts} calls {@link
 *       dev.trellis.internal.protection.StatementGuard#checkScript}, which calls {@link
 *       dev.trellis.internal.protection.Protection}) compares the tables that operations name with the protected tables,
 *       before anything runs. The static check runs on every command that plans an upgrade or a downgrade. In raw SQL it
 *       refuses a drop of a protected table on every database; other changes are refused only where a rollback would not
 *       undo them, because the third layer finds them reliably.
 *   <li>The guard ({@link dev.trellis.internal.protection.StatementGuard}) applies the same check to the operations and
 *       the SQL of a Java step immediately before each is executed, and refuses statements that would end the
 *       transaction.
 *   <li>The monitor ({@link dev.trellis.internal.protection.ProtectedSchemaMonitor}) takes a {@link
 *       dev.trellis.internal.protection.Fingerprint} of all protected tables before a revision and compares it with another
 *       after the revision. The monitor finds changes that no text shows: SQL that is computed at run time, side effects of
 *       triggers and functions, JDBC calls in a Java step. A revision is monitored unless all of its operations are known to
 *       have no side effects ({@link dev.trellis.internal.protection.SideEffects}).
 * </ol>
 *
 * <p><b>Guarantees.</b> On databases with transactional DDL (PostgreSQL, SQLite), the second fingerprint is taken before
 * the commit. A revision that changes a protected table is rolled back, and the base schema is untouched; the exception is
 * {@code autocommit}, whose statements no rollback undoes. Operations before an {@code autocommit} are checked before
 * they are committed.
 *
 * <p>On databases without transactional DDL (MariaDB, MySQL, H2), and within {@code autocommit}, a change is permanent as
 * soon as the statement has run. There the static check also refuses raw SQL that names a protected table, or an index,
 * trigger or type of one, as its target. A change that the text does not show cannot be prevented, but it is detected: the
 * first fingerprint is stored in the history together with the journal entry, so that even the next run after a killed run
 * compares with this fingerprint. The revision stays interrupted until a person has restored the table. Where the catalogue
 * records when a table was created, a table that was dropped and created again counts as changed ({@code identity}); because
 * no one can restore the time, {@code trellis resume} accepts this difference.
 *
 * <p>An offline script is run by another program, so nothing monitors it. Raw SQL in it that names a protected table is
 * refused when the script is generated.
 */
@NullMarked
package dev.trellis.internal.protection;

import org.jspecify.annotations.NullMarked;
