/**
 * SQL as text: taking it apart the way each database's own shell would, with the place of every piece kept. Knows no
 * schema and no connection. Imports only {@code error}.
 */
@NullMarked
package dev.trellis.sql;

import org.jspecify.annotations.NullMarked;
