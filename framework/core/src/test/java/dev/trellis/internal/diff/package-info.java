/** The comparison, proven on real databases with cases that another tool answered. */
@NullMarked
package dev.trellis.internal.diff;

import org.jspecify.annotations.NullMarked;
