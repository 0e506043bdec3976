/** Tests of the values that errors consist of. */
@NullMarked
package dev.trellis.error;

import org.jspecify.annotations.NullMarked;
