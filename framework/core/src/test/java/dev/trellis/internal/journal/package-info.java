/** Interrupted revisions and their continuation, on every database that journals. */
@NullMarked
package dev.trellis.internal.journal;

import org.jspecify.annotations.NullMarked;
