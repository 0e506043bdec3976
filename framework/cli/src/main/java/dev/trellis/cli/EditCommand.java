package dev.trellis.cli;

import dev.trellis.Trellis;
import dev.trellis.error.DisplayPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "edit", description = "Open the script of a revision in $VISUAL or $EDITOR.")
final class EditCommand extends TrellisCommand {
    /** A word with parts in quotes, such as the path of a program in {@code C:\Program Files}. */
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|[^\\s\"])+");

    @Parameters(
            paramLabel = "REVISION",
            arity = "0..1",
            defaultValue = "head",
            description = "The revision: an identifier, head (default), current, label@head ...")
    private String revision = "head";

    @Override
    protected void run(Trellis trellis, Output output) {
        Path file = trellis.scriptFile(revision);
        String editor = findEditor(root().environment());
        if (editor == null) {
            throw CommandException.noEditor(DisplayPath.of(file));
        }
        open(editor, file);
        if (Files.notExists(file)) {
            throw CommandException.scriptRemoved(editor, DisplayPath.of(file));
        }
        trellis.reread();
        output.result(Map.of("file", DisplayPath.of(file)), List.of("edited " + DisplayPath.of(file)));
    }

    private static @Nullable String findEditor(CommandEnvironment environment) {
        for (String name : List.of("VISUAL", "EDITOR")) {
            String editor = environment.variable(name);
            if (editor != null && !editor.isBlank()) {
                return editor.strip();
            }
        }
        return null;
    }

    /** Splits the command of an editor at blanks that are not in double quotes. */
    static List<String> words(String editor) {
        List<String> words = WORD.matcher(editor)
                .results()
                .map(match -> match.group().replace("\"", ""))
                .collect(Collectors.toCollection(ArrayList::new));
        if (words.isEmpty()) {
            words.add(editor);
        }
        return words;
    }

    private static void open(String editor, Path file) {
        List<String> command = words(editor);
        command.add(file.toString());
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw CommandException.editorFailed(editor, DisplayPath.of(file), "exited with code " + code);
            }
        } catch (IOException e) {
            throw CommandException.editorFailed(editor, DisplayPath.of(file), "could not be started");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.editorFailed(editor, DisplayPath.of(file), "was interrupted");
        }
    }
}
