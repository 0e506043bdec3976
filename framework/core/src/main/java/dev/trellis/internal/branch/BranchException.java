package dev.trellis.internal.branch;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** What is wrong with a branch, or with what one party does to another's tables. */
public final class BranchException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private BranchException(Problem problem) {
        super(problem);
    }

    /**
     * {@code duplicate_label}.
     *
     * @param one where the first was found
     * @param other where the second was found
     */
    public static Problem duplicateLabel(String label, String one, String other) {
        return Problem.of(
                        ErrorName.DUPLICATE_LABEL,
                        "two branches are called '" + label + "': in " + one + " and in " + other)
                .advice("remove one of them, or rename its branch");
    }

    static BranchException notAFolder(String place) {
        return new BranchException(Problem.of(ErrorName.UNREADABLE_FILE, "it is not a folder of scripts")
                .at(Location.of(place))
                .advice("correct the branch's directory in the configuration, or the link that stands there"));
    }

    /**
     * {@code no_scripts}.
     *
     * @param origin the jar or folder that the branch came from
     * @param location where in it the scripts should be
     */
    public static Problem noScripts(String label, String origin, String location) {
        return Problem.of(
                        ErrorName.NO_SCRIPTS,
                        "branch '" + label + "' has no scripts at '" + location + "' in " + origin)
                .advice("check the location that the plugin gives, and that the jar was built with its resources");
    }

    /**
     * {@code protected_branch}.
     *
     * @param command what was asked for
     */
    public static BranchException protectedBranch(String label, String command) {
        return new BranchException(Problem.of(
                        ErrorName.PROTECTED_BRANCH, "'" + command + "' is not for the protected branch '" + label + "'")
                .advice("only the project that owns it changes it; that one declares: branches: {" + label
                        + ": {maintain: true}}"));
    }

    /** {@code no_directory}: there is nowhere to write the branch's scripts. */
    public static BranchException notWritable(String label) {
        return new BranchException(
                Problem.of(ErrorName.NO_DIRECTORY, "branch '" + label + "' has no directory to write to")
                        .advice("add to the configuration: branches: {" + label + ": {directory: src/main/resources/db/"
                                + label + "}}"));
    }

    /**
     * {@code no_such_branch}.
     *
     * @param known the labels that there are, of which the nearest is named
     */
    public static BranchException unknownBranch(String label, Collection<String> known) {
        return new BranchException(Problem.of(ErrorName.NO_SUCH_BRANCH, "there is no branch '" + label + "'")
                .advice(ClosestMatch.of(label, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the branches are: " + String.join(", ", known))));
    }
}
