/** Tests of reading and writing scripts. The cases are in {@code src/test/resources/script}. */
@NullMarked
package dev.trellis.internal.script;

import org.jspecify.annotations.NullMarked;
