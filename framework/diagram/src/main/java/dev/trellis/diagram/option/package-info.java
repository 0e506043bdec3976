/** The choices of a caller: formats, and the columns that a diagram shows. */
@NullMarked
package dev.trellis.diagram.option;

import org.jspecify.annotations.NullMarked;
