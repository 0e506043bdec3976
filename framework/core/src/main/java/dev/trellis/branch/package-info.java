/**
 * A branch as a value: the label, the location of its scripts, its model and its protection. Plugins contribute
 * branches and the configuration adds to them. {@code dev.trellis.internal.branch} loads their scripts.
 */
@NullMarked
package dev.trellis.branch;

import org.jspecify.annotations.NullMarked;
