/** Tests of classes that only the dialect of PostgreSQL uses. */
@NullMarked
package dev.trellis.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
