/** Tests of the comparison on real databases, including cases with the answers of Alembic. */
@NullMarked
package dev.trellis.internal.diff;

import org.jspecify.annotations.NullMarked;
