/** The retail base schema as a plugin: branch {@code retail}, protected. */
@NullMarked
package dev.trellis.retail;

import org.jspecify.annotations.NullMarked;
