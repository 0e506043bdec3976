package dev.trellis.schema;

/**
 * The computation of a column by the database from other columns of the row.
 *
 * @param sql the expression
 * @param stored whether the value is computed and stored on writing, instead of computed on reading
 */
public record Computed(SqlText sql, boolean stored) {}
