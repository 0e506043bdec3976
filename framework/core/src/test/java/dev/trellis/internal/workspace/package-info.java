/** Opening a connection ahead of time and reopening a lost one. */
@NullMarked
package dev.trellis.internal.workspace;

import org.jspecify.annotations.NullMarked;
