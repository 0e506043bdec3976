/** Finds the cases of the conformance tests: in the test resources, or in a folder that a system property names. */
@NullMarked
package dev.trellis.conformance;

import org.jspecify.annotations.NullMarked;
