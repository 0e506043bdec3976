/** The examples of the documentation that need the command line. */
@NullMarked
package dev.trellis.documentation;

import org.jspecify.annotations.NullMarked;
