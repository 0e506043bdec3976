/** What only SQLite needs proven: that texts are taken apart rightly, and that a rebuild loses nothing. */
@NullMarked
package dev.trellis.dialect.sqlite;

import org.jspecify.annotations.NullMarked;
