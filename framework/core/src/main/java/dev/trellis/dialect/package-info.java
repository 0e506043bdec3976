/**
 * The port to a database: how it says an operation, what its catalogue tells, how it is locked. The rooms below it, one a
 * database, have the same file names and never import one another; each says only what it does differently from
 * {@link dev.trellis.dialect.StandardDdl} and the pieces of it, {@link dev.trellis.dialect.StandardSql}. What several of
 * them need and no statement is ({@link dev.trellis.dialect.Query}, {@link dev.trellis.dialect.Decimals}) lies here too.
 * Imports {@code schema}, {@code operation}, {@code sql} and {@code error}.
 */
@NullMarked
package dev.trellis.dialect;

import org.jspecify.annotations.NullMarked;
