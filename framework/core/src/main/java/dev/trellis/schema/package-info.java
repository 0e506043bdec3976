/**
 * The structure of a database as immutable values: tables, columns and their types, constraints, indexes, enumerations.
 *
 * <p>A {@link dev.trellis.schema.Schema} has four sources: models describe the desired schema, inspection reads the actual
 * schema, a replay computes the schema that scripts create, and each operation returns the schema after the operation. All
 * four use these classes only, so that {@code equals} compares schemas from different sources. Values are never changed;
 * methods that begin with {@code with} return a changed copy.
 *
 * <p>A name is in the database's spelling ({@link dev.trellis.schema.TableName}). Constraints and indexes that the author
 * leaves unnamed are named by the {@link dev.trellis.schema.Naming naming convention}. A type is portable, an enumeration,
 * or native to a database ({@link dev.trellis.schema.ColumnType}). SQL that an author writes, such as the condition of a
 * CHECK, is a {@link dev.trellis.schema.SqlText}, which may differ by dialect. A table of a model may state deviations that a
 * comparison accepts ({@link dev.trellis.schema.Tolerance}).
 */
@NullMarked
package dev.trellis.schema;

import org.jspecify.annotations.NullMarked;
