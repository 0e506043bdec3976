/**
 * SQL as text: splits scripts into statements the way each database's own shell does, keeps the position of every
 * piece, and recognizes what a statement does. Knows no schema and no connection.
 */
@NullMarked
package dev.trellis.internal.sql;

import org.jspecify.annotations.NullMarked;
