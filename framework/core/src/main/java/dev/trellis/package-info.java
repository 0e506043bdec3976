/**
 * The API. {@link dev.trellis.Trellis} has one method for each command that needs a
 * project; the command line and applications both call it.
 * {@link dev.trellis.Listener} receives the progress of a run, the request records describe what a command should
 * write, and {@link dev.trellis.Extensions} holds what plugins contribute. Results are in {@link dev.trellis.report}.
 *
 * <p>Everything below {@code dev.trellis.internal} may change at any time; no signature outside of it mentions it.
 */
@NullMarked
package dev.trellis;

import org.jspecify.annotations.NullMarked;
