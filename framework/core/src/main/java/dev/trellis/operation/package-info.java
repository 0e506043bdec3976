/**
 * The changes to a schema that revision scripts contain: a closed set of records, one per file.
 *
 * <p>An operation computes its effect on a {@link dev.trellis.schema.Schema} value and its inverse. The dialect decides how
 * a database executes the operation. Code that handles every operation implements
 * {@link dev.trellis.operation.Operation.Visitor}, so that the compiler finds this code when an operation is added. The
 * compiler does not find the {@code permits} list of {@link dev.trellis.operation.Operation}, {@code OperationReader},
 * {@code OperationGroups}, {@code SideEffects} and code that asks for single operations with {@code instanceof};
 * {@code CONTRIBUTING.md} lists this code. The names in scripts are derived from the classes' names.
 */
@NullMarked
package dev.trellis.operation;

import org.jspecify.annotations.NullMarked;
