/**
 * Benchmarks that compare Trellis with other tools and with plain JDBC as whole processes. README.md describes the workloads
 * and contains the figures.
 *
 * <p>{@link dev.trellis.bench.Bench} starts the distribution of Trellis, so that its launcher is measured, too.
 * {@link dev.trellis.bench.PartBenchmarks} and {@link dev.trellis.bench.GraphGrowth} measure parts of the library inside a JVM.
 */
@NullMarked
package dev.trellis.bench;

import org.jspecify.annotations.NullMarked;
