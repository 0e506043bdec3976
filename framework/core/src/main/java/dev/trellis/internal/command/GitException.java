package dev.trellis.internal.command;

import dev.trellis.error.ErrorName;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;

/** A failure of the program {@code git}. */
final class GitException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private GitException(Problem problem, Throwable cause) {
        super(problem, cause);
    }

    private GitException(Problem problem) {
        super(problem);
    }

    /** {@code git_failed}: git refuses a command. */
    static GitException failed(String command, String reason) {
        return new GitException(
                Problem.of(ErrorName.GIT_FAILED, "git " + command + ": " + reason)
                        .advice(
                                "Run the command in a working copy of git, and name a branch or commit that it contains: trellis review"
                                        + " --base origin/main. In a pipeline, fetch the whole history, not only the last commit."));
    }

    /** {@code git_failed}: the program does not start. */
    static GitException notInstalled(Throwable cause) {
        return new GitException(
                Problem.of(ErrorName.GIT_FAILED, "the program git cannot be started")
                        .advice("Install git, and add it to the PATH."),
                cause);
    }
}
