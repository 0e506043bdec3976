/**
 * SQLite 3.35 and later. SQLite differs from the other databases in two ways: it stores the text of each CREATE statement and
 * little else, and its ALTER TABLE supports few changes. This package therefore parses the stored text, and rebuilds a table
 * from its edited text when ALTER TABLE does not support a change.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>Comments are not stored and not compared; {@code concurrently} and an index part's {@code length} are ignored.
 *   <li>An enumeration is VARCHAR with the length of its longest value, without a CHECK: SQLite does not enforce lengths
 *       either, and a CHECK would have to follow every change of the values.
 *   <li>A column with {@code identity} must be the whole primary key and gets the type INTEGER, for which SQLite generates
 *       numbers. SQLite reuses a number after the last row is deleted; {@code always} does not reject a given number.
 *   <li>A constant in parentheses is a literal: SQLite treats {@code DEFAULT 1} and {@code DEFAULT (1)} alike.
 *   <li>The migrations' connection does not enforce foreign keys. A rebuild checks the foreign keys that it affects.
 *   <li>A rebuild that drops a column fails if a valid view or trigger needs the column, as ALTER TABLE does.
 *   <li>In a script compiled without a database, a rebuild recreates the triggers that {@code execute} operations create, and
 *       aborts if the database has others. It does not check views, and ANALYZE's statistics of the table are lost until the
 *       next ANALYZE.
 * </ul>
 *
 * <p>Inspection does not read comments, identity and MATCH, and does not distinguish types that have the same name in SQLite.
 * Virtual tables and their shadow tables are left out.
 *
 * <p>In addition to the classes that every dialect has:
 *
 * <ul>
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteSql}: the parts of statements.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteDefaults}: default values.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteNormalization}: one spelling for SQL with the same meaning.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteKeywords}: the keywords, which are quoted as names.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteTokens}, {@link dev.trellis.dialect.sqlite.TokenCursor}: the tokens of SQL.
 *   <li>{@link dev.trellis.dialect.sqlite.StoredTable}: a table with its indexes and triggers as SQLite stores them, made of
 *       {@link dev.trellis.dialect.sqlite.ParsedTable}, {@link dev.trellis.dialect.sqlite.ParsedColumn}, {@link
 *       dev.trellis.dialect.sqlite.TableConstraint} and {@link dev.trellis.dialect.sqlite.ParsedIndex}.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteTableOptions}: the options of tables.
 *   <li>{@link dev.trellis.dialect.sqlite.TableChange}: consecutive changes to one table.
 *   <li>{@link dev.trellis.dialect.sqlite.Rebuild}: the statements of a rebuild, with {@link
 *       dev.trellis.dialect.sqlite.TableStatistics} (the results of ANALYZE), {@link
 *       dev.trellis.dialect.sqlite.SqliteDependents} (views and triggers) and {@link
 *       dev.trellis.dialect.sqlite.KnownTriggers} (triggers that scripts create).
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteDefinitions}: views and triggers as definitions.
 *   <li>{@link dev.trellis.dialect.sqlite.LockFile}: the migration lock in WAL mode.
 *   <li>{@link dev.trellis.dialect.sqlite.SqliteSessionReset}, {@link dev.trellis.dialect.sqlite.SqliteKeptSession}: the
 *       reset of a script's session, and that of an application's session.
 *   <li>{@link dev.trellis.dialect.sqlite.SqlitePragmas}: the pragmas that no script may set.
 *   <li>{@link dev.trellis.dialect.sqlite.TransactionMode}: the way in which the driver begins a transaction.
 * </ul>
 */
@NullMarked
package dev.trellis.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
