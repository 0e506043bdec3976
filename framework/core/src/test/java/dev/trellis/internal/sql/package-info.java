/** Tests of the tokenizer, the splitter and the statement parser. The cases are in {@code src/test/resources/sql}. */
@NullMarked
package dev.trellis.internal.sql;

import org.jspecify.annotations.NullMarked;
