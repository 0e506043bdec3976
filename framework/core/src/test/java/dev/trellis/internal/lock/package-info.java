/** Several processes at once, killed processes and lost connections, on every database. */
@NullMarked
package dev.trellis.internal.lock;

import org.jspecify.annotations.NullMarked;
