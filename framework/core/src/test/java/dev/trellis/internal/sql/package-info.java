/** SQL, split. The cases are in {@code src/test/resources/sql}. */
@NullMarked
package dev.trellis.internal.sql;

import org.jspecify.annotations.NullMarked;
