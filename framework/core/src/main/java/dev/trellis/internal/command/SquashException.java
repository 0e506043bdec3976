package dev.trellis.internal.command;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.report.SquashReport.UnderivedOperation;
import dev.trellis.revision.Revision;
import java.util.List;

/** A request to squash that cannot be met. */
final class SquashException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private SquashException(Problem problem) {
        super(problem);
    }

    private SquashException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    private static SquashException cannot(String message, String advice) {
        return new SquashException(Problem.of(ErrorName.CANNOT_SQUASH, message).advice(advice));
    }

    static SquashException nothingBelow(String revision) {
        return cannot(
                "revision " + revision + " has no ancestor in its branch, so there is nothing to replace",
                "Name a later revision; see: trellis history");
    }

    /** Reports a revision that begins at a revision in the middle of the range. */
    static SquashException fork(Revision below, Revision child, String last) {
        return cannot(
                "revision " + child.id() + " begins at " + below.id() + ", which the baseline " + last
                        + " would replace",
                "Squash up to a descendant of " + child.id()
                        + ", or first join the lines: trellis merge heads\n"
                        + "  If " + child.id() + " is not applied anywhere, move it: trellis rebase "
                        + Pasteable.word(child.id())
                        + " --onto " + Pasteable.word(last));
    }

    /** Reports a revision of another branch that must run between two revisions of the range. */
    static SquashException between(Revision between, String branch, String below, String last) {
        return cannot(
                "revision " + between.id() + " of branch '" + branch + "' runs between the revisions to replace: it"
                        + " depends on " + below + ", and " + last + " depends on it",
                "Squash up to " + below + " or another revision that does not depend on " + between.id() + ".");
    }

    static SquashException notAFile(String revision, String display) {
        return cannot(
                "revision " + revision + " cannot be replaced, because its script is not a file of this project: "
                        + display,
                "Squash the branch in the project that contains its scripts. A revision in Java has to be converted to a"
                        + " script first, which runs the code by its name: run: STEP");
    }

    static SquashException archiveInBranch(String archive, String directory) {
        return cannot(
                "the archive " + archive + " is inside " + directory
                        + ", the folder of a branch, whose subfolders are read",
                "Name a folder outside of it: --archive DIRECTORY");
    }

    static SquashException archiveHas(String file) {
        return new SquashException(Problem.of(ErrorName.FILE_EXISTS, file + " exists already")
                .advice("Name another folder: --archive DIRECTORY"));
    }

    /**
     * {@code cannot_write}: the archive cannot receive the scripts.
     *
     * @param reason the reason as a clause
     */
    static SquashException archiveUnusable(String place, String reason) {
        return new SquashException(
                Problem.of(ErrorName.CANNOT_WRITE, "the archive of the scripts cannot be written: " + reason)
                        .at(Location.of(place))
                        .advice("Name another folder: --archive DIRECTORY"));
    }

    /** {@code file_exists}: a user has written a script that an interrupted squash has put aside. */
    static SquashException restoredDiffers(String script, String moved) {
        return new SquashException(Problem.of(
                        ErrorName.FILE_EXISTS,
                        "the script exists, and differs from the one that an interrupted squash has moved to " + moved)
                .at(Location.of(script))
                .advice("Compare the two, remove the wrong one, and run the squash again."));
    }

    /**
     * {@code cannot_write}: the scripts that a squash has moved cannot be put back.
     *
     * @param folder the folder of the squash
     * @param reason the reason as a clause
     */
    static SquashException notRestored(String folder, String reason) {
        return new SquashException(
                Problem.of(ErrorName.CANNOT_WRITE, "the scripts in this folder cannot be put back: " + reason)
                        .at(Location.of(folder))
                        .advice("Check the permissions, and run the squash again."));
    }

    /** Reports operations for which neither the script nor the request states whether the baseline needs them. */
    static SquashException undecided(String target, List<UnderivedOperation> undecided) {
        List<String> places =
                undecided.stream().map(UnderivedOperation::toString).toList();
        return new SquashException(Problem.of(
                        ErrorName.NEEDS_CONSENT,
                        "a baseline cannot be derived from " + undecided.size()
                                + (undecided.size() == 1 ? " operation" : " operations")
                                + " of the revisions to replace:\n  " + String.join("\n  ", places))
                .advice("If a new database needs them, copy them to the baseline: trellis squash "
                        + Pasteable.word(target) + " --keep-operations\n"
                        + "  If they only change existing rows, leave them out: trellis squash "
                        + Pasteable.word(target)
                        + " --omit-operations\n"
                        + "  To decide for each script, write into its header: db_create: true (needed) or db_create:"
                        + " false")
                .fact("operations", places));
    }

    /** Reports an operation that cannot be applied to the schema that the operations before it create. */
    static SquashException unknownObject(TrellisException cause) {
        Problem problem = cause.problem();
        String message = "the baseline cannot be derived, because an operation uses an object that no earlier operation"
                + " creates, such as a table that raw SQL creates: "
                + problem.message();
        Problem refused = Problem.of(ErrorName.CANNOT_SQUASH, message)
                .advice(
                        "Squash up to an earlier revision, or replace the raw SQL in the scripts by operations; 'trellis"
                                + " lint' prints them.");
        return new SquashException(problem.location() == null ? refused : refused.at(problem.location()), cause);
    }

    static SquashException underivable(List<String> reasons) {
        return cannot(
                "the baseline cannot be derived: " + String.join("; ", reasons), "Squash up to an earlier revision.");
    }

    /** Reports that the configured database is below the baseline, where it could not be upgraded afterwards. */
    static SquashException databaseBelow(List<String> applied, String last) {
        return new SquashException(Problem.of(
                        ErrorName.BELOW_BASELINE,
                        "the configured database has " + String.join(", ", applied) + ", but not " + last
                                + ", so the baseline would exclude it from upgrades")
                .advice("Upgrade it first: trellis upgrade " + Pasteable.word(last)));
    }
}
