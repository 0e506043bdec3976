/** Branches as they are read from folders. */
@NullMarked
package dev.trellis.branch;

import org.jspecify.annotations.NullMarked;
