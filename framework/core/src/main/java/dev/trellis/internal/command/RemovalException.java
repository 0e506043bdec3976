package dev.trellis.internal.command;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.stream.Collectors;

/** A branch that cannot be removed, restored or stamped, because of what other branches or earlier removals need. */
final class RemovalException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private RemovalException(Problem problem) {
        super(problem);
    }

    /** {@code nothing_to_remove}: no revision of the branch is applied. */
    static RemovalException nothingToRemove(String label) {
        return new RemovalException(Problem.of(
                        ErrorName.NOTHING_TO_REMOVE,
                        "no revision of branch '" + label + "' is applied to this database")
                .advice("To list the applied revisions, run: trellis current. To list the branches that have been"
                        + " removed, run: trellis plugins --removed")
                .fact("branch", label));
    }

    /**
     * {@code branch_set_aside}: a stamp names a revision of a branch that has been removed without its data.
     *
     * @param revision the identifier of the revision
     */
    static RemovalException branchSetAside(String label, String revision) {
        return new RemovalException(Problem.of(
                        ErrorName.BRANCH_SET_ASIDE,
                        "revision '" + revision + "' cannot be stamped, because branch '" + label
                                + "' is removed and its tables are kept under other names")
                .advice("To restore the branch, run: trellis upgrade " + Pasteable.word(label + "@head")
                        + ". To see what is kept, run: trellis plugins --removed")
                .fact("branch", label));
    }

    /**
     * {@code branch_in_use}: objects of other branches need the branch.
     *
     * @param objects the objects, each with its kind: {@code revision b2 of branch 'app'}
     */
    static RemovalException branchInUse(String label, List<String> objects) {
        return new RemovalException(Problem.of(
                        ErrorName.BRANCH_IN_USE,
                        "branch '" + label + "' cannot be removed, because other objects need it: "
                                + String.join(", ", objects))
                .advice("First remove the branches of these objects, or release a revision of them that no longer needs"
                        + " branch '" + label + "'. Drop the foreign keys of tables that no branch owns.")
                .fact("branch", label)
                .fact("objects", objects));
    }

    /** {@code already_exists}: a table has the name of a table that is set aside or restored. */
    static RemovalException nameTaken(String label, List<TableName> tables) {
        return new RemovalException(Problem.of(
                        ErrorName.ALREADY_EXISTS,
                        "branch '" + label + "' needs table names that other tables have: "
                                + tables.stream().map(TableName::toString).collect(Collectors.joining(", ")))
                .advice("Rename or drop these tables, and run the command again.")
                .fact("branch", label));
    }

    /**
     * {@code rows_do_not_fit}: rows refer to rows of the same table whose foreign keys need deleted rows.
     *
     * @param table the present name of the table
     */
    static RemovalException rowsDoNotFit(TableName table, List<String> columns, long rows) {
        return new RemovalException(Problem.of(
                        ErrorName.ROWS_DO_NOT_FIT,
                        "table '" + table + "' has rows that refer by " + String.join(", ", columns)
                                + " to rows whose foreign keys need rows that have been deleted: " + rows)
                .advice("Delete these rows, or set the columns to other values, and run the command again.")
                .fact("table", table.toString()));
    }
}
