/** The loyalty program as a plugin: branch {@code loyalty}. */
@NullMarked
package dev.trellis.loyalty;

import org.jspecify.annotations.NullMarked;
