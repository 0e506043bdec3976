/**
 * H2 2.x, whose SQL is mostly standard. Every DDL statement commits the transaction.
 *
 * <p>H2 converts unquoted names to upper case, while Trellis quotes names as they are written. So that SQL texts find these
 * names, connections get {@code CASE_INSENSITIVE_IDENTIFIERS=TRUE}, unless the URL contains a setting about names; inspection
 * then reports a name in upper case in lower case. For a new database, {@code DATABASE_TO_LOWER=TRUE} in the URL of both
 * Trellis and the application is the better choice. Trellis cannot add it, because a database created without it would seem
 * empty.
 *
 * <p>H2 rewrites expressions: it folds constants, adds casts and moves the cheapest condition to the front. The canonical form
 * of an expression therefore comes from a scratch database in memory, never from the user's database.
 *
 * <p>Inspection cannot distinguish, so these are never reported as differences: RESTRICT and NO ACTION; the name of an
 * enumeration; whether a computed column is stored (every one is); a literal and an expression that H2 reduces to a literal
 * ({@code 1 + 1}). Names of constraints belong to the schema, not to the table. {@code numeric} without precision is
 * {@code decfloat}, because H2's {@code numeric} without precision has no decimal places. A table that was dropped and created
 * again unchanged cannot be distinguished from the original, because H2 reuses the numbers of objects, the lowest first.
 *
 * <p>In addition to the classes that every dialect has:
 *
 * <ul>
 *   <li>{@link dev.trellis.dialect.h2.H2Scope}: the schema or table to which catalogue queries are restricted.
 *   <li>{@link dev.trellis.dialect.h2.H2Columns}, {@link dev.trellis.dialect.h2.H2Constraints},
 *       {@link dev.trellis.dialect.h2.H2Indexes}: the parts of the inspector.
 *   <li>{@link dev.trellis.dialect.h2.H2Text}: literals in the form in which H2 stores them.
 *   <li>{@link dev.trellis.dialect.h2.H2OpenLock}: opens a database file in one process after another.
 *   <li>{@link dev.trellis.dialect.h2.H2AutoServerHandover}: lets clients finish before the serving process closes the file.
 * </ul>
 */
@NullMarked
package dev.trellis.dialect.h2;

import org.jspecify.annotations.NullMarked;
