/**
 * Errors as values. An error is a {@link dev.trellis.error.Problem}: a stable name, a message, a place in a file, advice,
 * and facts for programs. Text and JSON output are produced from the same value.
 *
 * <p>A {@link dev.trellis.error.TrellisException} carries one problem or several: a reader of several files collects
 * {@link dev.trellis.error.Problems} and throws them together, so that users can fix all of them at once. A package
 * that reports errors of its own has a subclass of the exception with one factory method for each error. The names are listed in {@link
 * dev.trellis.error.ErrorName}; pipelines rely on them.
 *
 * <p>Every package may use {@code dev.trellis.error}, which uses no other package.
 */
@NullMarked
package dev.trellis.error;

import org.jspecify.annotations.NullMarked;
