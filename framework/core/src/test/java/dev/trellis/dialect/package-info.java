/** Tests that run on every dialect: the SQL that each operation compiles to, and its effect in a real database. */
@NullMarked
package dev.trellis.dialect;

import org.jspecify.annotations.NullMarked;
