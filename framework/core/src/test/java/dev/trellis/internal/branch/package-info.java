/** Branches as they are read from folders. */
@NullMarked
package dev.trellis.internal.branch;

import org.jspecify.annotations.NullMarked;
