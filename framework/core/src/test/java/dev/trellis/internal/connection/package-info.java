/** Opening a connection ahead of time and reopening a lost one. */
@NullMarked
package dev.trellis.internal.connection;

import org.jspecify.annotations.NullMarked;
