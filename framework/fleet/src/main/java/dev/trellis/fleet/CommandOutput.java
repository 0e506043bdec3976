package dev.trellis.fleet;

import dev.trellis.error.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The output of a command of the configuration. */
final class CommandOutput {
    private CommandOutput() {}

    /**
     * Returns the lines that a command prints to its standard output. Its error output goes to that of this process.
     *
     * @param name the command in messages, without arguments, which may be secret
     * @throws FleetException {@code source_failed}
     */
    static List<String> lines(String name, List<String> words, Path folder) {
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            int code = process.waitFor();
            if (code != 0) {
                throw FleetException.sourceFailed(name, "it exits with " + code);
            }
            return lines;
        } catch (IOException e) {
            throw FleetException.sourceFailed(name, "it cannot be started: " + FileFailure.reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FleetException.sourceFailed(name, "the process was interrupted");
        }
    }
}
