/** Tests of schema values. */
@NullMarked
package dev.trellis.schema;

import org.jspecify.annotations.NullMarked;
