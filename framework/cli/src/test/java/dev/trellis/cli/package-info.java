/** The command line as its users see it: golden transcripts of whole sessions, and the little that they cannot show. */
@NullMarked
package dev.trellis.cli;

import org.jspecify.annotations.NullMarked;
