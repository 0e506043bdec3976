/** What a custom branch can do to a protected base, attempted on real databases. */
@NullMarked
package dev.trellis.internal.protection;

import org.jspecify.annotations.NullMarked;
