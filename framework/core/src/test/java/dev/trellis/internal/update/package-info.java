/** Tests of the judgement of updates. */
@NullMarked
package dev.trellis.internal.update;

import org.jspecify.annotations.NullMarked;
