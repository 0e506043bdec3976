/**
 * The results of the commands: immutable records without behaviour beyond small conveniences. The command line prints
 * them as text and as JSON.
 */
@NullMarked
package dev.trellis.report;

import org.jspecify.annotations.NullMarked;
