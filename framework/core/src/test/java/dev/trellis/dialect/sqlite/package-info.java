/** Tests of what only the dialect of SQLite does. */
@NullMarked
package dev.trellis.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
