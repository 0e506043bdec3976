/** Tests of the three shipped branches together, on every database. */
@NullMarked
package dev.trellis.poser;

import org.jspecify.annotations.NullMarked;
