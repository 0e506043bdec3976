/** Tests of the port, run on every dialect: what each says for an operation, and what comes of it in the database. */
@NullMarked
package dev.trellis.dialect;

import org.jspecify.annotations.NullMarked;
