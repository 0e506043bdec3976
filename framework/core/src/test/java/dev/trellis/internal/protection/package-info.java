/** Attempts of other branches to change a protected base, on real databases. */
@NullMarked
package dev.trellis.internal.protection;

import org.jspecify.annotations.NullMarked;
