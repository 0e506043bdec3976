/** What holds of the library as a whole. */
@NullMarked
package dev.trellis;

import org.jspecify.annotations.NullMarked;
