/** Tests of the goals in real builds, and of the XML with jOOQ's code generator. */
@NullMarked
package dev.trellis.maven;

import org.jspecify.annotations.NullMarked;
