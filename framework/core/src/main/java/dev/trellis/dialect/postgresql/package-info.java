/**
 * PostgreSQL, 12 and later. Its DDL is transactional, its enumerations are objects with a name, and it keeps defaults and
 * conditions as parsed trees, which it spells its own way: what an author wrote is compared by asking the server how it
 * would spell it ({@link dev.trellis.dialect.postgresql.PostgresqlProbe}). Imports {@code schema}, {@code operation},
 * {@code sql} and the port; plain JDBC.
 *
 * <p>What is a table here: ordinary tables. Partitioned tables and their partitions, tables that inherit, views,
 * materialised views, foreign tables and tables of an extension are not inspected.
 *
 * <p>What it does differently from what one might expect:
 *
 * <ul>
 *   <li>An enumeration's type is created with its first column and dropped with its last.
 *   <li>A default that is a constant reads as a literal, also where its author wrote SQL ({@code 'x'::varchar}): the
 *       database cannot tell them apart, so neither do we.
 *   <li>A {@code serial} column reads as what it is, a default of {@code nextval(...)}; where it becomes an identity, its
 *       sequence is left behind without an owner, so that the way back finds it.
 *   <li>A column that becomes an identity goes on counting behind the highest value in the table.
 *   <li>A renamed table or column keeps the names of its constraints and indexes.
 *   <li>A virtual computed column needs PostgreSQL 18; before that, {@code stored: true} is needed.
 *   <li>{@code length} of an index's column is for other databases and says nothing here.
 * </ul>
 *
 * <p>What the inspection cannot tell: a collation of an index's part that is not the column's, storage parameters, fill
 * factors, tablespaces, {@code NOT VALID} and {@code NOT ENFORCED} constraints from others, unique constraints that take
 * NULLs for equal, are deferrable or carry columns along, the column list of {@code ON DELETE SET NULL (...)}, exclusion
 * constraints, options of an identity's sequence other than start and increment.
 */
@NullMarked
package dev.trellis.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
