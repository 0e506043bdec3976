/** Changed scripts. */
@NullMarked
package dev.trellis.internal.state;

import org.jspecify.annotations.NullMarked;
