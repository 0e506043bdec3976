/** The retail base schema as a plugin. It contributes the protected branch {@code retail}, which other parties extend. */
@NullMarked
package dev.trellis.retail;

import org.jspecify.annotations.NullMarked;
