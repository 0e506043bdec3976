/** Examples of the documentation that use the command line. */
@NullMarked
package dev.trellis.documentation;

import org.jspecify.annotations.NullMarked;
