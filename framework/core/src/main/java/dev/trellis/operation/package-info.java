/**
 * The changes to a schema that revision scripts contain: a closed set of records, one per file.
 *
 * <p>An operation computes its effect on a {@link dev.trellis.schema.Schema} value and its inverse. How a database executes it
 * is up to the dialect. Code that treats every operation implements {@link dev.trellis.operation.Operation.Visitor}, so that
 * the compiler finds what a new operation needs. The names in scripts are derived from the classes' names.
 */
@NullMarked
package dev.trellis.operation;

import org.jspecify.annotations.NullMarked;
