/**
 * Places boxes and routes the lines between them, with the layered algorithm of the Eclipse Layout Kernel. No other package
 * uses a class of that library.
 */
@NullMarked
package dev.trellis.internal.diagram.layout;

import org.jspecify.annotations.NullMarked;
