package dev.trellis.bench;

import dev.trellis.testbed.TestDatabase;
import java.util.function.Function;

/**
 * One of those that are timed.
 *
 * @param apply the process that brings a database up
 * @param timed the process that is timed; for a workload that applies, the same
 */
record Contender(
        String name, Function<TestDatabase, ProcessBuilder> apply, Function<TestDatabase, ProcessBuilder> timed) {}
