/** Tests of fleets on all databases. */
@NullMarked
package dev.trellis.fleet;

import org.jspecify.annotations.NullMarked;
