/**
 * Reads and writes revision scripts. {@link dev.trellis.internal.script.ScriptFolder} finds the scripts of a branch and reads their
 * headers; each {@link dev.trellis.internal.script.ScriptFormat} (YAML, SQL) parses bodies when a revision runs. Parsing is
 * strict, and every error has a file, a line and a column.
 */
@NullMarked
package dev.trellis.internal.script;

import org.jspecify.annotations.NullMarked;
