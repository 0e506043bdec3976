/**
 * The pages of {@code example-app/docs} as acceptance tests: whatever stands in a {@code console} block is run, and prints
 * what stands below it. They are two walks that users of other systems do today, a custom app over a base and one branch
 * with a throwaway database, on SQLite and on PostgreSQL. The pages lie beside the example app because that is where a
 * newcomer looks for how an app is made; the second app is made by its page alone, so that nothing of it is hidden.
 */
@NullMarked
package dev.trellis.poser.walk;

import org.jspecify.annotations.NullMarked;
