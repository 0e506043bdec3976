package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.error.ClosestMatch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.MigrationScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A branch that is declared wrongly, is unknown, or may not be written to. */
public final class BranchException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private BranchException(Problem problem) {
        super(problem);
    }

    /**
     * {@code duplicate_label}: two branches have the same label.
     *
     * @param first the origin of the first
     * @param second the origin of the second
     */
    static Problem duplicateLabel(String label, String first, String second) {
        return Problem.of(
                        ErrorName.DUPLICATE_LABEL,
                        "two branches are called '" + label + "': in " + first + " and in " + second)
                .advice(
                        "Give one of the two branches another label, or remove the plugin or the configuration entry that"
                                + " declares it.");
    }

    /** {@code unreadable_file}: the directory of a branch is a file, or a symbolic link without a target. */
    static BranchException notAFolder(String place) {
        return new BranchException(
                Problem.of(ErrorName.UNREADABLE_FILE, "the path is not a folder of scripts")
                        .at(Location.of(place))
                        .advice(
                                "Correct the directory of the branch in the configuration, or the symbolic link at that path."));
    }

    /** {@code no_directory}: the configuration names a folder of scripts that does not exist. */
    static Problem noFolder(String label, Path directory) {
        return Problem.of(ErrorName.NO_DIRECTORY, "the directory of branch '" + label + "' does not exist")
                .at(Location.of(DisplayPath.of(directory)))
                .advice(sibling(directory)
                                .map(near -> "Did you mean '" + near + "'? ")
                                .orElse("")
                        + "Correct 'directory' in the configuration. If the branch is new, write its"
                        + " first revision: trellis revision --head " + Pasteable.word(label + "@head")
                        + " -m \"...\"");
    }

    /** Returns the folder next to a missing one whose name is closest to it. */
    private static Optional<String> sibling(Path directory) {
        Path parent = directory.getParent();
        if (parent == null || directory.getFileName() == null || !Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(parent)) {
            List<String> names = files.filter(Files::isDirectory)
                    .map(file -> String.valueOf(file.getFileName()))
                    .toList();
            return ClosestMatch.of(directory.getFileName().toString(), names);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * {@code no_directory}: the configuration contains a branch that no plugin contributes, and names no folder.
     *
     * @param labels the labels of all branches
     */
    static Problem noScriptsAnywhere(String label, Collection<String> labels) {
        List<String> others =
                labels.stream().filter(other -> !other.equals(label)).toList();
        return Problem.of(
                        ErrorName.NO_DIRECTORY,
                        "branch '" + label + "' has no scripts: no plugin contributes it, and it has no directory")
                .advice(ClosestMatch.of(label, others)
                                .map(near -> "Did you mean '" + near + "'? ")
                                .orElse("") + "Install the plugin, remove the branch, or add: branches: {"
                        + Pasteable.yaml(label)
                        + ": {directory: " + Pasteable.yaml("db/" + label) + "}}");
    }

    /**
     * {@code no_scripts}: a plugin's branch has no scripts at the location that the plugin states.
     *
     * @param origin the jar or folder that contributes the branch
     * @param location the stated place of the scripts within the jar or folder
     */
    static Problem noScripts(String label, String origin, String location) {
        return Problem.of(
                        ErrorName.NO_SCRIPTS,
                        "branch '" + label + "' has no scripts at '" + location + "' in " + origin)
                .advice("Correct the location in the plugin, or add the scripts to the jar.");
    }

    /** {@code no_scripts}: the class path has no folder with this path. */
    static BranchException notOnClassPath(String label, String origin, String location) {
        return new BranchException(Problem.of(
                        ErrorName.NO_SCRIPTS,
                        "branch '" + label + "' has no scripts: the class path has no folder '" + location + "'")
                .at(Location.of(origin))
                .advice("Correct the path, or pass the class loader that finds it to classLoader(...)."));
    }

    /** {@code ambiguous_location}: several jars or folders of the class path have a folder with this path. */
    static BranchException ambiguousLocation(
            String label, String origin, String location, Collection<String> containers) {
        return new BranchException(Problem.of(
                        ErrorName.AMBIGUOUS_LOCATION,
                        "the scripts of branch '" + label + "' are in several places: the folder '" + location
                                + "' is in "
                                + String.join(" and ", containers))
                .at(Location.of(origin))
                .advice("Rename one of the folders, or move the scripts of all of them into one folder."));
    }

    /** {@code unreadable_file}: the class path cannot be searched. */
    static BranchException unreadableClassPath(String origin, String location, IOException e) {
        return new BranchException(Problem.of(
                        ErrorName.UNREADABLE_FILE,
                        "cannot search the class path for '" + location + "': " + e.getMessage())
                .at(Location.of(origin))
                .advice("Check the path and the permissions."));
    }

    /**
     * {@code protected_branch}: a command would write a script of a protected branch.
     *
     * @param command the name of the command
     */
    public static BranchException protectedBranch(String label, String command) {
        return new BranchException(Problem.of(
                        ErrorName.PROTECTED_BRANCH,
                        "'" + command + "' is not allowed on the protected branch '" + label + "'")
                .advice("Change the branch in the project that owns it. If this is that project, add: branches: {"
                        + Pasteable.yaml(label) + ": {maintain: true}}"));
    }

    /**
     * {@code protected_branch}: the configuration overrides a property of a protected branch that a plugin contributes.
     *
     * @param key the key of the configuration
     */
    static Problem overridden(Branch branch, String key, String origin) {
        return Problem.of(
                        ErrorName.PROTECTED_BRANCH,
                        "the configuration may not set '" + key + "': " + branch.origin()
                                + " contributes the protected branch '" + branch.label() + "'")
                .at(Location.of(origin))
                .advice("Remove the key, and set it in the project that owns the branch. If this is that project, add:"
                        + " branches: {" + Pasteable.yaml(branch.label()) + ": {maintain: true}}");
    }

    /**
     * {@code protected_branch}: code changes a property of a protected branch that a plugin contributes.
     *
     * @param property the configuration key of the property
     * @param code the code, for messages
     */
    static Problem changedByCode(Branch branch, String property, String code) {
        return Problem.of(
                        ErrorName.PROTECTED_BRANCH,
                        "the code may not set '" + property + "': " + branch.origin()
                                + " contributes the protected branch '" + branch.label() + "'")
                .at(Location.of(code))
                .advice("Remove this change, or make it in the project that owns the branch. If this is that project,"
                        + " call: branch(\"" + branch.label() + "\", branch -> branch.maintain(true))");
    }

    /**
     * {@code protected_branch}: a revision and its {@code down_revision} belong to different branches, and one of the two
     * branches is protected.
     *
     * @param parent the revision in {@code down_revision}
     * @param parentBranch the branch of the parent
     */
    static Problem joined(MigrationScript script, Branch branch, String parent, Branch parentBranch) {
        return Problem.of(
                        ErrorName.PROTECTED_BRANCH,
                        "revision " + script.id() + " of branch '" + branch.label() + "' has the down_revision "
                                + parent
                                + " of branch '" + parentBranch.label() + "', and '"
                                + (branch.isProtected() ? branch : parentBranch).label() + "' is protected")
                .at(Location.of(script.display()))
                .advice("Write depends_on: [" + Pasteable.yaml(parent) + "], and as down_revision the head of branch '"
                        + branch.label() + "', or null if this is its first revision.")
                .fact("revision", script.id());
    }

    /** {@code protected_branch}: a revision of another branch declares the label of a protected branch. */
    static Problem claimsLabel(MigrationScript script, Branch branch, String label) {
        return Problem.of(
                        ErrorName.PROTECTED_BRANCH,
                        "revision " + script.id() + " of branch '" + branch.label() + "' declares the label '" + label
                                + "' of a protected branch")
                .at(Location.of(script.display()))
                .advice("Remove '" + label + "' from branch_labels.")
                .fact("revision", script.id());
    }

    /** {@code no_directory}: the configuration names no folder for new scripts of the branch. */
    public static BranchException notWritable(String label) {
        return new BranchException(
                Problem.of(ErrorName.NO_DIRECTORY, "branch '" + label + "' has no directory to write to")
                        .advice("Add to the configuration: branches: {" + Pasteable.yaml(label) + ": {directory: "
                                + Pasteable.yaml("src/main/resources/db/" + label) + "}}"));
    }

    /**
     * {@code no_such_branch}: no branch has the label.
     *
     * @param known the existing labels; the advice names the one closest to the label
     */
    static BranchException unknownBranch(String label, Collection<String> known) {
        return new BranchException(Problem.of(ErrorName.NO_SUCH_BRANCH, "there is no branch '" + label + "'")
                .advice(ClosestMatch.of(label, known)
                        .map(near -> "Did you mean '" + near + "'?")
                        .orElse("Use one of: " + String.join(", ", known) + ".")));
    }
}
