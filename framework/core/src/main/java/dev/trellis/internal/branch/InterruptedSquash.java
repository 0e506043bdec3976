package dev.trellis.internal.branch;

import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Pasteable;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The folder that a {@code squash} leaves in the folder of a branch if its process ends while it replaces scripts. Only an
 * error looks for it, so that reading correct scripts takes no longer.
 */
public final class InterruptedSquash {
    /** The beginning of the folder's name. The dot keeps the folder from being read as a subfolder with scripts. */
    public static final String PREFIX = ".squash-";

    /** The subfolder with the scripts that are to be replaced. */
    public static final String SCRIPTS = "scripts";

    /** The file with two lines: the identifier of the baseline and the name of its file. */
    public static final String RECORD = "record";

    private InterruptedSquash() {}

    /**
     * Returns the folders of interrupted squashes, sorted by name; empty if the folder of the branch cannot be read.
     *
     * @param directory the folder of the branch
     */
    public static List<Path> folders(Path directory) {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*")) {
            found.forEach(folders::add);
        } catch (IOException e) {
            return List.of();
        }
        folders.sort(null);
        return folders;
    }

    /** Returns one problem {@code interrupted_squash} for each folder. */
    static Problems problems(Collection<Branch> branches) {
        Problems problems = new Problems();
        for (Branch branch : branches) {
            Path directory = branch.directory();
            if (directory != null) {
                folders(directory).forEach(folder -> problems.add(problem(branch.label(), folder)));
            }
        }
        return problems;
    }

    private static Problem problem(String label, Path folder) {
        return Problem.of(
                        ErrorName.INTERRUPTED_SQUASH,
                        "a squash of branch '" + label
                                + "' was interrupted; this folder contains scripts that it was replacing")
                .at(Location.of(DisplayPath.of(folder)))
                .advice("Run the same squash again, with its options; it first puts the scripts back: trellis squash "
                        + revision(label, folder))
                .fact("branch", label);
    }

    private static String revision(String label, Path folder) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(RECORD));
            return lines.isEmpty() ? "REVISION" : Pasteable.word(label + "@" + lines.get(0));
        } catch (IOException e) {
            return "REVISION";
        }
    }
}
