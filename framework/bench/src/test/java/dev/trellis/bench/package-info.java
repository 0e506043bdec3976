/** Tests of the benchmarks' own structure. */
@NullMarked
package dev.trellis.bench;

import org.jspecify.annotations.NullMarked;
