/** What only H2 needs proven: that its lock is one, though no lock of its own is beneath it. */
@NullMarked
package dev.trellis.dialect.h2;

import org.jspecify.annotations.NullMarked;
