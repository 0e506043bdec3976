/** Branches that are loaded from folders. */
@NullMarked
package dev.trellis.internal.branch;

import org.jspecify.annotations.NullMarked;
