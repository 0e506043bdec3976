/**
 * Revision scripts as values, and the interfaces of migrations written in Java.
 *
 * <p>A script is read in two steps. Its {@link dev.trellis.script.Header} is read when the branch is loaded, because the
 * revision graph needs every header. Its {@link dev.trellis.script.Body} is parsed when the revision runs. The file formats are
 * internal.
 */
@NullMarked
package dev.trellis.script;

import org.jspecify.annotations.NullMarked;
