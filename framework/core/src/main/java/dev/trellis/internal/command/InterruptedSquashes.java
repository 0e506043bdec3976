package dev.trellis.internal.command;

import dev.trellis.Listener;
import dev.trellis.branch.Branch;
import dev.trellis.error.FileFailure;
import dev.trellis.internal.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Restores the scripts of squashes whose process ended while it replaced them. */
public final class InterruptedSquashes {
    private InterruptedSquashes() {}

    /**
     * Puts the scripts of interrupted squashes back in the folders of all branches that the project writes. Must run before
     * the scripts are read.
     *
     * @param listener receives a note that names the folder of each interrupted squash
     */
    public static void restore(Workspace workspace, Listener listener) {
        for (Branch branch : workspace.declaredBranches()) {
            Path directory = branch.directory();
            if (directory != null && branch.isWritable() && Files.isDirectory(directory)) {
                SquashStaging.deleteDone(directory);
                for (SquashStaging staging : SquashStaging.interrupted(directory)) {
                    restore(staging, listener);
                    workspace.reread();
                }
            }
        }
    }

    private static void restore(SquashStaging staging, Listener listener) {
        try {
            listener.note("putting back the scripts of the interrupted squash in " + staging.display());
            staging.undo();
        } catch (IOException e) {
            throw SquashException.notRestored(staging.display(), FileFailure.reason(e));
        }
    }
}
