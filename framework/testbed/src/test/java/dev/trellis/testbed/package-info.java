/** Tests of the testbed: each database is new, separate from others, and dropped afterwards. */
@NullMarked
package dev.trellis.testbed;

import org.jspecify.annotations.NullMarked;
