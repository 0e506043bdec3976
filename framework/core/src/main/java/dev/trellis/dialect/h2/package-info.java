/**
 * H2 2.x, mostly standard SQL. DDL commits by itself.
 *
 * <p>H2 turns unquoted names into upper case, while Trellis quotes its names as they are written. So that SQL text finds
 * them, connections get {@code CASE_INSENSITIVE_IDENTIFIERS=TRUE} unless the URL says how names are to be treated; a name
 * in upper case is then inspected in lower case. {@code DATABASE_TO_LOWER=TRUE} in the URL, for Trellis and for the
 * application alike, is the better choice for a new database; it cannot be added by Trellis, because a database that was
 * made without it would seem empty.
 *
 * <p>H2 rewrites expressions as it likes: it folds constants, adds casts and puts the cheapest condition first. Their
 * canonical form comes from a private database in memory, never from the user's.
 *
 * <p>What cannot be told, and so is never a difference: RESTRICT from NO ACTION; the name of an enumeration; whether a
 * computed column is stored (it always is); a literal from an expression that H2 reduces to one ({@code 1 + 1}). Names of
 * constraints belong to the schema, not to the table. {@code numeric} without precision is {@code decfloat}, because H2's
 * own has no decimal places. A table that is dropped and made again as it was cannot be told from the one before: H2 gives
 * the numbers of its objects away again, the lowest first.
 *
 * <p>Imports {@code dialect}, {@code operation}, {@code schema}, {@code sql} and JDBC.
 */
@NullMarked
package dev.trellis.dialect.h2;

import org.jspecify.annotations.NullMarked;
