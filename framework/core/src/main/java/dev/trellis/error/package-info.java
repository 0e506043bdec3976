/**
 * What goes wrong, said once. Every room may import this one; it imports nobody.
 *
 * <p>A fault is a {@link dev.trellis.error.Problem}: a stable name, what is wrong, where, and what to do next. Problems
 * are gathered while a thing is read and thrown together as one {@link dev.trellis.error.TrellisException}.
 */
@NullMarked
package dev.trellis.error;

import org.jspecify.annotations.NullMarked;
