package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.script.ScriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the scripts of revisions by the script of a baseline. The scripts are first moved to a hidden folder, which is
 * not read, so that a failure can put them back.
 */
final class SquashFiles {
    private static final String STAGING = ".squash-";

    private final Path directory;
    private final Collection<Path> scripts;
    private final @Nullable Path archive;

    /**
     * Creates the change of the files.
     *
     * @param directory the folder of the branch
     * @param scripts the scripts to replace
     * @param archive the folder to which the scripts are moved; null to delete them
     */
    SquashFiles(Path directory, Collection<Path> scripts, @Nullable Path archive) {
        this.directory = directory;
        this.scripts = scripts;
        this.archive = archive;
    }

    /**
     * Checks that no branch reads the archive, and that the archive has none of the files yet.
     *
     * @param branches all branches
     */
    void check(Collection<Branch> branches) {
        if (archive == null) {
            return;
        }
        Path folder = archive.toAbsolutePath().normalize();
        for (Branch branch : branches) {
            Path read = branch.directory();
            if (read != null
                    && (ScriptFolder.isSame(folder, read)
                            || folder.startsWith(read.toAbsolutePath().normalize()))) {
                throw SquashException.archiveInBranch(DisplayPath.of(archive), DisplayPath.of(read));
            }
        }
        for (Path script : scripts) {
            if (Files.exists(archive.resolve(relative(script)))) {
                throw SquashException.archiveHas(DisplayPath.of(archive.resolve(relative(script))));
            }
        }
    }

    private Path relative(Path script) {
        return directory
                .toAbsolutePath()
                .normalize()
                .relativize(script.toAbsolutePath().normalize());
    }

    /**
     * Writes the baseline and removes the scripts. After a failure, all files are as they were.
     *
     * @param baseline the file of the baseline
     * @param write writes the baseline and checks that the project can be read
     */
    void replace(Path baseline, Runnable write) {
        Deque<Path> moved = new ArrayDeque<>();
        Path staging = null;
        boolean isDone = false;
        boolean isNew = false;
        try {
            staging = Files.createTempDirectory(directory.toAbsolutePath(), STAGING);
            for (Path script : scripts) {
                move(script, staging.resolve(relative(script)));
                moved.push(script);
            }
            isNew = !Files.exists(baseline);
            write.run();
            isDone = true;
            for (Path script : scripts) {
                Path from = staging.resolve(relative(script));
                if (archive == null) {
                    Files.delete(from);
                } else {
                    move(from, archive.resolve(relative(script)));
                }
            }
        } catch (IOException e) {
            throw UsageException.cannotWrite(
                    DisplayPath.of(isDone && archive != null ? archive : directory), FileFailure.reason(e));
        } finally {
            if (staging != null) {
                if (!isDone) {
                    restore(isNew ? baseline : null, moved, staging);
                }
                deleteEmpty(staging);
            }
        }
    }

    private void restore(@Nullable Path written, Deque<Path> moved, Path staging) {
        try {
            if (written != null) {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            // The next command reports that the baseline and the scripts exist.
        }
        for (Path script : moved) {
            try {
                move(staging.resolve(relative(script)), script);
            } catch (IOException e) {
                throw UsageException.cannotWrite(
                        DisplayPath.of(script),
                        "it remains in " + DisplayPath.of(staging) + ": " + FileFailure.reason(e));
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Path parent = to.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.move(from, to);
    }

    /** Deletes a folder and its subfolders, if they contain no files: a file that could not be moved stays there. */
    private static void deleteEmpty(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isDirectory(path)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            // A file that could not be moved keeps its folder, which is hidden and not read.
        }
    }
}
