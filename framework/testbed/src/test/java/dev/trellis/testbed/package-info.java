/** The testbed itself: databases are new, separate and gone afterwards. */
@NullMarked
package dev.trellis.testbed;

import org.jspecify.annotations.NullMarked;
