/**
 * SQLite 3.35 and later. What sets it apart from the other databases: it keeps the text of each table and little else,
 * and its ALTER TABLE can do little. So this room takes texts apart ({@link dev.trellis.dialect.sqlite.SqliteTokens},
 * {@link dev.trellis.dialect.sqlite.ParsedTable}) and a table that ALTER TABLE cannot change is built anew from its own
 * text ({@link dev.trellis.dialect.sqlite.Rebuild}).
 *
 * <p>Decided here:
 *
 * <ul>
 *   <li>Comments are not kept and not compared; {@code concurrently} and an index part's {@code length} are ignored.
 *   <li>An enumeration is VARCHAR of its longest value, without a CHECK: SQLite minds no length either, and a CHECK would
 *       have to follow changes of the list that nothing else here sees.
 *   <li>{@code identity} makes the column, alone in the primary key, INTEGER, which is what SQLite counts up. It hands a
 *       number out again after the last row is deleted; {@code always} does not refuse a number that is given.
 *   <li>A constant in parentheses is a literal: SQLite treats {@code DEFAULT 1} and {@code DEFAULT (1)} alike.
 *   <li>The migrations' connection does not enforce foreign keys. After a rebuild, those that it touched are checked.
 *   <li>A rebuild that drops a column is refused where a view or trigger that was sound needs it, as ALTER TABLE does.
 *   <li>In a script without a database, a rebuild knows of triggers only what {@code execute} operations told, and
 *       stops where the database has others. It looks into no view, and what ANALYZE found out about the table is lost
 *       until the next ANALYZE.
 * </ul>
 *
 * <p>Inspection cannot tell: types that share a word, comments, identity, MATCH. Virtual tables and their shadows are left
 * out. Imports the port, {@code schema}, {@code operation}, {@code sql} and JDBC.
 */
@NullMarked
package dev.trellis.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
