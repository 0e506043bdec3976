/** The loyalty program as a plugin. It contributes the branch {@code loyalty}. */
@NullMarked
package dev.trellis.loyalty;

import org.jspecify.annotations.NullMarked;
