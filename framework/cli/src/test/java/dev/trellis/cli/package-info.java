/** Tests of the command line: transcripts of whole sessions, and tests of what transcripts cannot show. */
@NullMarked
package dev.trellis.cli;

import org.jspecify.annotations.NullMarked;
