/**
 * A branch as a value: its label, the place of its scripts, its model and its protection. Plugins contribute branches; the
 * configuration overrides their settings and adds branches. {@code dev.trellis.internal.branch} loads their scripts.
 */
@NullMarked
package dev.trellis.branch;

import org.jspecify.annotations.NullMarked;
