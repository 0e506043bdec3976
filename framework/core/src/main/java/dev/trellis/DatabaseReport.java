package dev.trellis;

import java.util.List;

/**
 * What {@code db-create} built.
 *
 * @param tables the tables that it created, in order
 * @param seeded what the seeders wrote, in their words
 * @param heads the rows of the version table, sorted
 */
public record DatabaseReport(List<String> tables, List<String> seeded, List<String> heads) {}
