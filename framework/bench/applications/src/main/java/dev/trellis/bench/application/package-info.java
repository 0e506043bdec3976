/** The application whose start the benchmark W8 measures. */
@NullMarked
package dev.trellis.bench.application;

import org.jspecify.annotations.NullMarked;
