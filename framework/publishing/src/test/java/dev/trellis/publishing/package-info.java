/**
 * Tests of what is published: {@link dev.trellis.publishing.Release} prepares and builds a release once for all tests, in a
 * copy of the repository below {@code target}.
 */
@NullMarked
package dev.trellis.publishing;

import org.jspecify.annotations.NullMarked;
