/**
 * What leads from one schema to another. The desired schema (what the models say), its canonical form (what inspection
 * would read back of it) and the actual one (what inspection has read) go in; the operations in the model's own words, in
 * an order that runs, come out, and beside them what differs without being generated and what a person should look at.
 * Everything here is a pure function of its values; the database was asked before.
 *
 * <p>One file per compared thing, listed in {@link dev.trellis.diff.Compared}: a further one is a file and a line. What
 * has to step aside for a change is {@link dev.trellis.diff.InTheWay}, what comes before what is
 * {@link dev.trellis.diff.Order}.
 *
 * <p>Whose tables are compared is {@link dev.trellis.diff.Scope} (DESIGN section 6, rules 1 and 2): operations come only
 * for tables that the target branch owns.
 *
 * <p>Renames: {@code renamed_from} in the model is certain. It yields a rename, and whatever else differs under the new
 * name. Unique constraints, indexes and CHECKs whose conventional names hold the old name are dropped and created under
 * the new one, because their names count; foreign keys and primary keys keep theirs, because theirs do not. A rename that
 * is only likely is proposed as a {@link dev.trellis.diff.LikelyRename}.
 *
 * <p>Enumerations need no operations of their own: their types come with their first column and go with their last
 * ({@link dev.trellis.operation.CreateTable}, {@link dev.trellis.operation.DropColumn}), and a changed list of values is
 * a changed type of the columns.
 *
 * <p>Imports {@code schema}, {@code operation} and {@code error}.
 */
@NullMarked
package dev.trellis.diff;

import org.jspecify.annotations.NullMarked;
