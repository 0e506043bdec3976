/**
 * What the database records about itself: the version table (the heads), the history table (who ran what, when, with
 * which checksum and outcome), and the comparison of recorded checksums with the scripts of today.
 */
@NullMarked
package dev.trellis.internal.state;

import org.jspecify.annotations.NullMarked;
