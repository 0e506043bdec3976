/**
 * Coverage-guided fuzzing of everything that reads text from outside: every input gives a value or one readable error in bounded
 * time. The seeds are in {@code src/test/resources/fuzz} and include inputs that once broke a parser.
 */
@NullMarked
package dev.trellis.fuzz;

import org.jspecify.annotations.NullMarked;
