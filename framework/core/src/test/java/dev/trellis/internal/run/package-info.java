/** Failures in the middle of a run, batches, and offline scripts. */
@NullMarked
package dev.trellis.internal.run;

import org.jspecify.annotations.NullMarked;
