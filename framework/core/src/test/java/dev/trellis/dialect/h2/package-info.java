/** Tests of H2's migration lock, which is built from constants because H2 has no session lock. */
@NullMarked
package dev.trellis.dialect.h2;

import org.jspecify.annotations.NullMarked;
