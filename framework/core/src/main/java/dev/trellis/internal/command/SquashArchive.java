package dev.trellis.internal.command;

import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.script.ScriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Objects;

/**
 * The folder that receives copies of the replaced scripts. The copies are complete before a script is moved, so a failure to
 * write one changes no script.
 */
final class SquashArchive {
    private final Path directory;
    private final Collection<Path> scripts;
    private final Path archive;
    /** The files and folders that this process has created, the newest first. */
    private final Deque<Path> created = new ArrayDeque<>();

    /**
     * Creates the archive of some scripts.
     *
     * @param directory the folder of the branch
     * @param archive the folder, which need not exist
     */
    SquashArchive(Path directory, Collection<Path> scripts, Path archive) {
        this.directory = directory;
        this.scripts = scripts;
        this.archive = archive.toAbsolutePath().normalize();
    }

    /**
     * Checks that no branch reads the archive, that it can be written, and that it has no other files with the same names.
     * Nothing is written.
     *
     * @param branches all branches
     */
    void check(Collection<Branch> branches) {
        for (Branch branch : branches) {
            Path read = branch.directory();
            if (read != null
                    && (ScriptFolder.isSame(archive, read)
                            || archive.startsWith(read.toAbsolutePath().normalize()))) {
                throw SquashException.archiveInBranch(DisplayPath.of(archive), DisplayPath.of(read));
            }
        }
        requireWritable(archive);
        for (Path script : scripts) {
            Path copy = copy(script);
            requireWritable(Objects.requireNonNull(copy.getParent()));
            if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS) && !isSame(script, copy)) {
                throw SquashException.archiveHas(DisplayPath.of(copy));
            }
        }
    }

    private static void requireWritable(Path folder) {
        Path existing = folder;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            throw SquashException.archiveUnusable(DisplayPath.of(existing), "it is a file, not a folder");
        }
        if (!Files.isWritable(existing)) {
            throw SquashException.archiveUnusable(
                    DisplayPath.of(existing), "the permission to write into this folder is missing");
        }
    }

    /** Returns whether the archive has the script already, for example because a process was killed after copying it. */
    private static boolean isSame(Path script, Path copy) {
        try {
            return Files.isRegularFile(copy) && Files.mismatch(script, copy) < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path copy(Path script) {
        return archive.resolve(SquashStaging.relative(directory, script));
    }

    /**
     * Copies the scripts. After a failure, the archive is as it was.
     *
     * @param afterChange is called after each change of a file
     */
    void write(Runnable afterChange) {
        for (Path script : scripts) {
            Path copy = copy(script);
            try {
                createFolders(Objects.requireNonNull(copy.getParent()));
                if (!Files.exists(copy)) {
                    // Under another name first: a killed process leaves no incomplete script in the archive.
                    Path part = copy.resolveSibling("." + copy.getFileName() + ".part");
                    created.push(part);
                    Files.copy(script, part, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(part, copy);
                    created.pop();
                    created.push(copy);
                }
            } catch (IOException e) {
                undo();
                throw SquashException.archiveUnusable(DisplayPath.of(copy), FileFailure.reason(e));
            }
            afterChange.run();
        }
    }

    private void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path parent = folder.getParent();
            if (parent != null) {
                createFolders(parent);
            }
            Files.createDirectory(folder);
            created.push(folder);
        }
    }

    /** Deletes the copies and folders that {@link #write} has created. */
    void undo() {
        for (Path path : created) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // A copy that remains is equal to its script, so the next squash accepts it.
            }
        }
        created.clear();
    }
}
