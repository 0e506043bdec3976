/**
 * The command line: it parses, calls one method of {@link dev.trellis.Trellis}, and prints. picocli stays here. Imports
 * the root and {@code inject}, and of the other rooms only the values that they hand out.
 */
@NullMarked
package dev.trellis.cli;

import org.jspecify.annotations.NullMarked;
