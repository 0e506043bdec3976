package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.branch.Branch;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.command.NewScript.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replaces the scripts of revisions by the script of a baseline: all of them, or none after a failure. */
final class SquashFiles {
    private final Path directory;
    private final Collection<Path> scripts;
    private final @Nullable SquashArchive archive;
    private final Runnable afterChange;

    /**
     * Creates the change of the files.
     *
     * @param directory the folder of the branch
     * @param scripts the scripts to replace
     * @param archive the folder to which the scripts are moved; null to delete them
     * @param afterChange is called after each change of a file; tests end the process there
     */
    SquashFiles(Path directory, Collection<Path> scripts, @Nullable Path archive, Runnable afterChange) {
        this.directory = directory;
        this.scripts = scripts;
        this.archive = archive == null ? null : new SquashArchive(directory, scripts, archive);
        this.afterChange = afterChange;
    }

    /**
     * Checks that the archive can receive the scripts.
     *
     * @param branches all branches
     */
    void checkArchive(Collection<Branch> branches) {
        if (archive != null) {
            archive.check(branches);
        }
    }

    /** Checks that the baseline overwrites no file other than a script that it replaces. */
    void checkBaseline(Draft draft) {
        Path file = draft.file();
        Path relative = SquashStaging.relative(directory, file);
        if (Files.exists(file)
                && scripts.stream()
                        .noneMatch(script ->
                                SquashStaging.relative(directory, script).equals(relative))) {
            throw UsageException.fileExists(DisplayPath.of(file));
        }
    }

    /**
     * Writes the baseline and removes the scripts. After a failure, all files are as they were.
     *
     * @param revision the identifier of the baseline
     * @param finish receives the file of the baseline, and checks that the project can be read
     */
    void replace(String revision, Draft draft, Consumer<Path> finish) {
        if (archive != null) {
            archive.write(afterChange);
        }
        SquashStaging staging = null;
        boolean isFinal = false;
        try {
            staging = SquashStaging.create(directory, scripts, revision, draft.file(), draft.text());
            afterChange.run();
            staging.place();
            afterChange.run();
            for (Path script : scripts) {
                staging.take(script);
                afterChange.run();
            }
            finish.accept(draft.file());
            staging.finish();
            isFinal = true;
        } catch (IOException e) {
            throw UsageException.cannotWrite(DisplayPath.of(directory), FileFailure.reason(e));
        } finally {
            if (!isFinal) {
                undo(staging);
            }
        }
        afterChange.run();
        SquashStaging.deleteDone(directory);
    }

    private void undo(@Nullable SquashStaging staging) {
        if (archive != null) {
            archive.undo();
        }
        try {
            if (staging != null) {
                staging.undo();
            }
        } catch (IOException e) {
            throw SquashException.notRestored(staging.display(), FileFailure.reason(e));
        }
    }
}
