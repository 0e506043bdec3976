/**
 * H2 2.x, whose SQL is mostly standard. Every DDL statement commits the transaction.
 *
 * <p>H2 converts unquoted names to upper case, or to the case that the URL sets. Trellis therefore quotes only names that
 * need it, so that an application with the same URL finds tables by the unquoted names in its SQL; inspection reports in
 * lower case a name that H2 stores in upper case. Former versions of Trellis quoted every name, and so created tables in
 * lower case. So that H2 finds these tables, too, connections get {@code CASE_INSENSITIVE_IDENTIFIERS=TRUE}, unless the URL
 * contains a setting about the case of names.
 *
 * <p>H2 rewrites expressions: it folds constants, adds casts and moves the cheapest condition to the front. The canonical
 * form of an expression therefore comes from a scratch database in memory, never from the user's database.
 *
 * <p>Inspection cannot distinguish the following, which are therefore never reported as differences: RESTRICT and NO ACTION;
 * the name of an enumeration; whether a computed column is stored (every one is); a literal and an expression that H2 reduces
 * to a literal ({@code 1 + 1}). Names of constraints belong to the schema, not to the table. {@code numeric} without
 * precision is {@code decfloat}, because H2's {@code numeric} without precision has no decimal places. A table that was
 * dropped and created again unchanged cannot be distinguished from the original, because H2 reuses the numbers of objects,
 * the lowest first.
 *
 * <p>In addition to the classes that every dialect has:
 *
 * <ul>
 *   <li>{@link dev.trellis.dialect.h2.H2DatabaseSettings}: settings of the database, which a script may not make.
 *   <li>{@link dev.trellis.dialect.h2.H2Keywords}: the names that need quotes.
 *   <li>{@link dev.trellis.dialect.h2.H2Scope}: the schema or table to which catalogue queries are restricted.
 *   <li>{@link dev.trellis.dialect.h2.H2Columns}, {@link dev.trellis.dialect.h2.H2Constraints}, {@link
 *       dev.trellis.dialect.h2.H2Indexes}: the parts of the inspector.
 *   <li>{@link dev.trellis.dialect.h2.H2CatalogType}, {@link dev.trellis.dialect.h2.H2NestedTypes}: types in the catalogue,
 *       with the elements of arrays and the fields of rows.
 *   <li>{@link dev.trellis.dialect.h2.H2TableOptions}: the options of tables.
 *   <li>{@link dev.trellis.dialect.h2.H2Definitions}, {@link dev.trellis.dialect.h2.H2DefinitionCanonical}, {@link
 *       dev.trellis.dialect.h2.H2SequenceChange}: views, sequences, domains and triggers.
 *   <li>{@link dev.trellis.dialect.h2.H2Text}: literals in the form in which H2 stores them.
 *   <li>{@link dev.trellis.dialect.h2.H2OpenLock}: opens a database file in one process after another.
 *   <li>{@link dev.trellis.dialect.h2.H2AutoServerHandover}: lets clients finish before the serving process closes the file.
 *   <li>{@link dev.trellis.dialect.h2.H2KeptSession}: restores the session of an application's connection.
 * </ul>
 */
@NullMarked
package dev.trellis.dialect.h2;

import org.jspecify.annotations.NullMarked;
