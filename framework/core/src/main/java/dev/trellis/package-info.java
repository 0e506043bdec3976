/**
 * The API: {@link dev.trellis.Trellis} has one method a command. The command line and applications both call it. On top
 * of all rooms but {@code inject}, which is over this one.
 */
@NullMarked
package dev.trellis;

import org.jspecify.annotations.NullMarked;
