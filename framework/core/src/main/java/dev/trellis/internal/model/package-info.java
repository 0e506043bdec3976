/**
 * Reads and writes the notation of tables, columns, constraints and indexes. Models and scripts share the notation:
 * {@link dev.trellis.internal.model.ModelReader} reads a whole model, {@link dev.trellis.internal.model.TableReader} and
 * {@link dev.trellis.internal.model.ColumnReader} read the parts that operations contain as well, and {@link
 * dev.trellis.internal.model.ModelWriter} is their inverse.
 */
@NullMarked
package dev.trellis.internal.model;

import org.jspecify.annotations.NullMarked;
