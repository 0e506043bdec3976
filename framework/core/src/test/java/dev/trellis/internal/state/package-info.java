/** Tests of changed, missing and skipped scripts, and of version and history tables that Trellis cannot use. */
@NullMarked
package dev.trellis.internal.state;

import org.jspecify.annotations.NullMarked;
