/**
 * Whatever reads a text that somebody else wrote, under a fuzzer that is led by coverage: for any input there is a value or
 * one clear error, in bounded time. The seeds, crashers of the past among them, are in {@code src/test/resources/fuzz}.
 */
@NullMarked
package dev.trellis.fuzz;

import org.jspecify.annotations.NullMarked;
