/** Poser, a custom app over the retail base schema: branch {@code poser}. */
@NullMarked
package dev.trellis.poser;

import org.jspecify.annotations.NullMarked;
