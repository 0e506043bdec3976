package dev.trellis.internal.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A working copy of git, read with the program {@code git}. */
final class GitRepository {
    private final Path top;

    private GitRepository(Path top) {
        this.top = top;
    }

    /**
     * Opens the working copy that contains a folder.
     *
     * @throws GitException {@code git_failed} if git is not installed, or the folder is in no working copy
     */
    static GitRepository of(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        return new GitRepository(
                Path.of(run(place, "rev-parse", "--show-toplevel").strip()));
    }

    /** Returns the top folder of the working copy. */
    Path top() {
        return top;
    }

    /**
     * Returns the last commit that the working copy and another branch or commit have in common.
     *
     * @throws GitException {@code git_failed} if git does not know the other one
     */
    String mergeBase(String other) {
        return run(top, "merge-base", "--end-of-options", other, "HEAD").strip();
    }

    /** Returns the paths that differ from a commit, including files that git does not track yet, each with its status letter. */
    Map<String, Character> changedSince(String commit) {
        Map<String, Character> changed = status(run(top, "diff", "--no-renames", "--name-status", "-z", commit, "--"));
        for (String path : split(run(top, "ls-files", "--others", "--exclude-standard", "-z"))) {
            changed.put(path, 'A');
        }
        return changed;
    }

    /** Returns the paths that differ between two commits, each with its status letter. */
    Map<String, Character> changedBetween(String from, String to) {
        return status(run(top, "diff", "--no-renames", "--name-status", "-z", from, to, "--"));
    }

    /** Returns the content of a file in a commit. */
    byte[] show(String commit, String path) {
        return bytes(top, "show", commit + ":" + path);
    }

    private static Map<String, Character> status(String output) {
        Map<String, Character> changed = new LinkedHashMap<>();
        List<String> parts = split(output);
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            changed.put(parts.get(i + 1), parts.get(i).charAt(0));
        }
        return changed;
    }

    private static List<String> split(String output) {
        return Arrays.stream(output.split("\0", -1))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String run(Path folder, String... arguments) {
        return new String(bytes(folder, arguments), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "core.quotepath=off"));
        command.addAll(Arrays.asList(arguments));
        Path errors = null;
        try {
            // A file takes the errors, because a full pipe would block git while its output is read.
            errors = Files.createTempFile("trellis-git", ".txt");
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(errors.toFile())
                    .start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            if (process.waitFor() != 0) {
                String reason = Files.readString(errors).strip();
                throw GitException.failed(
                        String.join(" ", arguments), reason.lines().findFirst().orElse(""));
            }
            return output;
        } catch (IOException e) {
            throw GitException.notInstalled(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GitException.failed(String.join(" ", arguments), "interrupted");
        } finally {
            delete(errors);
        }
    }

    private static void delete(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // The operating system deletes temporary files.
        }
    }
}
