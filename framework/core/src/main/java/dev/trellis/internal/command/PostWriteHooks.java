package dev.trellis.internal.command;

import dev.trellis.UsageException;
import dev.trellis.error.DisplayPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the commands of {@code post_write} on a new script, for example a formatter or {@code git add}. */
final class PostWriteHooks {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private PostWriteHooks() {}

    /**
     * Runs the commands one after the other.
     *
     * @throws UsageException {@code post_write_failed} for the first command that fails
     */
    static void run(List<String> commands, Path file) {
        for (String command : commands) {
            run(command, file);
        }
    }

    private static void run(String command, Path file) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(word.replace("{file}", file.toString()));
        }
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw UsageException.postWriteFailed(
                        command, DisplayPath.of(file), "exit code " + code, output.strip());
            }
        } catch (IOException e) {
            throw UsageException.postWriteFailed(command, DisplayPath.of(file), String.valueOf(e.getMessage()), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UsageException.postWriteFailed(command, DisplayPath.of(file), "the process was interrupted", "");
        }
    }
}
