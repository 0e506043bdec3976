@NullMarked
package dev.trellis.diagram;

import org.jspecify.annotations.NullMarked;
