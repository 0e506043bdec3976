/**
 * The rules of the {@code lint} command, one file per rule, listed in {@link dev.trellis.internal.lint.Rules}.
 *
 * <p>{@link dev.trellis.internal.lint.Linter} replays the upgrades of all revisions in order, from an empty schema, and
 * passes each operation with the schema before it to the rules ({@link dev.trellis.internal.lint.RevisionCheck}). A table
 * that the same revision has created has no rows, so most rules ignore operations on it. Raw SQL is translated into the
 * operations to which it is equivalent ({@link dev.trellis.internal.lint.SqlOperations}), for the rules whose
 * {@code readsSql} returns true; these operations do not change the schema. {@link dev.trellis.internal.lint.Suppression}
 * removes the findings that the header of the script accepts.
 *
 * <p>Which DDL blocks other sessions or rewrites a table is stated by the dialect
 * ({@link dev.trellis.dialect.DdlImpact}); no rule asks for a dialect by name. Every rule has a case in
 * {@code lint/cases.yaml}.
 */
@NullMarked
package dev.trellis.internal.lint;

import org.jspecify.annotations.NullMarked;
