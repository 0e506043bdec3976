/**
 * What a dialect says and learns about SQL text: the syntax of the database's own shell, and the summary of a parsed
 * statement. The tokenizer and the parser are in {@code dev.trellis.internal.sql}.
 */
@NullMarked
package dev.trellis.sql;

import org.jspecify.annotations.NullMarked;
