/**
 * Files to revisions and back: the formats that a revision script may have, and the SQL splitter that they share.
 *
 * <p>Pure: text in, values out, no database. May import {@code error}, {@code revision}, {@code operation} and {@code
 * schema}; YAML stays here, in {@code model} and in the configuration.
 */
@NullMarked
package dev.trellis.script;

import org.jspecify.annotations.NullMarked;
