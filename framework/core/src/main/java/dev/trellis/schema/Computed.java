package dev.trellis.schema;

/**
 * A column whose value the database computes from the others of its row.
 *
 * @param stored whether it is computed on writing and kept, rather than on reading
 */
public record Computed(SqlText sql, boolean stored) {}
