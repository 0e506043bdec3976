/**
 * Reads and writes the model notation. Scripts write tables in the same notation, so both use this package.
 */
@NullMarked
package dev.trellis.internal.model;

import org.jspecify.annotations.NullMarked;
