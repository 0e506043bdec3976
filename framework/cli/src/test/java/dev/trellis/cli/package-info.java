/** The command line as its users meet it: real files, real databases, real output. */
@NullMarked
package dev.trellis.cli;

import org.jspecify.annotations.NullMarked;
