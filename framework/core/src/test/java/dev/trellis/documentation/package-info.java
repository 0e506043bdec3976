/**
 * Tests of the pages in {@code framework/docs}: what a page states about operations, types and extension points is computed from
 * the code and compared, and its examples are read by the real readers or are test sources themselves.
 */
@NullMarked
package dev.trellis.documentation;

import org.jspecify.annotations.NullMarked;
