/**
 * Reads and writes revision scripts. One class per format (YAML, SQL, Java); parsing is strict, and every error has a
 * file, a line and a column.
 */
@NullMarked
package dev.trellis.internal.script;

import org.jspecify.annotations.NullMarked;
