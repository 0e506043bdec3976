/**
 * The objects that a revision touches, and the judgement whether two revisions give the same result in either order. {@code merge} judges the heads of
 * a branch with it, {@code review} the revisions of a change set.
 *
 * <p>{@link dev.trellis.internal.footprint.FootprintReader} reads all scripts. For each operation, {@code EffectCollector}
 * states its effects on the objects that it names, and the links that it creates between objects: a view that mentions a
 * table, a foreign key, a trigger. {@code ObjectGraph} contains the links of all revisions. {@code FootprintBuilder} follows
 * them from the effects of one revision: rows in a table fire its triggers, a renamed table changes the views that mention it.
 * The result is a {@link dev.trellis.internal.footprint.Footprint}: the objects, each with an {@code Access}. Two revisions
 * conflict at an object if one of them changes it and the other reads or changes it.
 *
 * <p>The judgement errs on the side of a conflict:
 *
 * <ul>
 *   <li>The unit is an object, not a column: two revisions that add different columns to a table conflict, because the order
 *       of the columns would differ, and with it {@code select *} and an INSERT without a list of columns.
 *   <li>All kinds of objects share their names, letter case does not count, and a name without a schema may be in every
 *       schema. So an index and a table of the same name conflict, as they do on PostgreSQL.
 *   <li>Links are never removed. A view that was dropped long ago still links its tables.
 *   <li>A word in SQL is a mention if any script names an object like it. SQL is read with the rules of every dialect for which
 *       it is written.
 *   <li>Raw SQL, Java steps and extensions touch every object, unless the header of the script states what they touch.
 * </ul>
 *
 * <p>What this cannot see are objects that a Java step creates and dynamic SQL in routines. {@code merge --auto} therefore also
 * runs both orders on a throwaway database.
 */
@NullMarked
package dev.trellis.internal.footprint;

import org.jspecify.annotations.NullMarked;
