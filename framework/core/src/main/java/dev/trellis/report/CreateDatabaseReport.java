package dev.trellis.report;

import java.util.List;

/**
 * The result of {@code db-create}.
 *
 * @param tables the created tables, in order
 * @param supplemented the revisions with {@code db_create: true}, whose raw SQL, row changes and Java steps ran because a
 *     model does not contain them
 * @param leftOut the revisions without {@code db_create}, whose raw SQL, row changes and Java steps did not run although a
 *     model does not contain them
 * @param seeded the descriptions of the seeders that ran
 * @param heads the rows of the version table, sorted
 */
public record CreateDatabaseReport(
        List<String> tables,
        List<Unmodelled> supplemented,
        List<Unmodelled> leftOut,
        List<String> seeded,
        List<String> heads) {

    /**
     * A revision with operations that a model does not contain.
     *
     * @param revision the identifier
     * @param branch the label of its branch
     * @param message its message
     * @param steps the descriptions of the operations that a model does not contain
     */
    public record Unmodelled(String revision, String branch, String message, List<String> steps) {}
}
