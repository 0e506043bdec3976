package dev.trellis.report;

import java.util.List;

/**
 * What {@code db-create} built.
 *
 * @param tables the tables that it created, in order
 * @param supplemented the revisions whose raw SQL, rows and Java were run because their scripts say {@code db_create: true}
 * @param leftOut the revisions whose raw SQL, rows and Java were not run although no model can show what they do, and
 *     whose scripts do not say that this is as it should be
 * @param seeded what the seeders wrote, in their words
 * @param heads the rows of the version table, sorted
 */
public record CreateDatabaseReport(
        List<String> tables,
        List<Unmodelled> supplemented,
        List<Unmodelled> leftOut,
        List<String> seeded,
        List<String> heads) {

    /**
     * A revision that does what no model can show.
     *
     * @param steps the operations that do, in words
     */
    public record Unmodelled(String revision, String branch, String message, List<String> steps) {}
}
