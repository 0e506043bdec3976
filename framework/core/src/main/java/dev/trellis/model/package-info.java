/**
 * The desired schema and the notation that it is written in (DESIGN section 5). Scripts write tables in the same
 * notation, so they read and write them through this room. Imports {@code schema}, {@code yaml} and {@code error}.
 */
@NullMarked
package dev.trellis.model;

import org.jspecify.annotations.NullMarked;
