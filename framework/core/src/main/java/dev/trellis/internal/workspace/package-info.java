/**
 * What a command works on: configuration and plugins become branches, a dialect and a connection. Each part is
 * created when it is first needed.
 */
@NullMarked
package dev.trellis.internal.workspace;

import org.jspecify.annotations.NullMarked;
