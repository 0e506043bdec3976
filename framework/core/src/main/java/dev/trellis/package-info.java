/**
 * The API. {@link dev.trellis.Trellis} has one method for each command that needs a project; the command line and
 * applications both call these methods. {@link dev.trellis.Listener} receives the progress of a run, the request records
 * describe the scripts that a command should write, and {@link dev.trellis.Extensions} holds the contributions of plugins.
 * Results are in {@link dev.trellis.report}.
 *
 * <p>Everything below {@code dev.trellis.internal} may change at any time; no signature of another package mentions a type
 * below {@code dev.trellis.internal}.
 */
@NullMarked
package dev.trellis;

import org.jspecify.annotations.NullMarked;
