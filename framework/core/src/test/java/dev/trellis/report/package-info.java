/** Tests of report records. */
@NullMarked
package dev.trellis.report;

import org.jspecify.annotations.NullMarked;
