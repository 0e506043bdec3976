/** Models from their several sources, which all mean the same. */
@NullMarked
package dev.trellis.model;

import org.jspecify.annotations.NullMarked;
