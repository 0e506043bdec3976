/**
 * Scripts as values, and what a migration written in Java implements. A script is read in two steps: the header,
 * which is all that the graph needs, when it is loaded, and the body only when it is run. The file formats are in
 * {@code dev.trellis.internal.script}.
 */
@NullMarked
package dev.trellis.script;

import org.jspecify.annotations.NullMarked;
