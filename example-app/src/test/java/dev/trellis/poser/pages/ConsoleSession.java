package dev.trellis.poser.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the commands of a page: the command of the app in this process, all others in a shell. It keeps the current folder
 * ({@code cd}) and the last exit code ({@code echo $?}).
 */
final class ConsoleSession implements Page.Shell {
    /** Returns a launcher with the current sources of the app. */
    interface App {
        Launcher launcher() throws IOException;
    }

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private final String name;
    private final App app;
    private final Map<String, String> variables;
    private Path folder;
    private int exitCode;
    private boolean isUnexplainedFailure;

    /**
     * Begins a session.
     *
     * @param name the command of the app as a page writes it
     * @param folder the current folder at the beginning of the page
     * @param variables environment variables for the app and the shell
     */
    ConsoleSession(String name, App app, Path folder, Map<String, String> variables) {
        this.name = name;
        this.app = app;
        this.folder = folder;
        this.variables = variables;
    }

    @Override
    public String run(String command) throws IOException {
        if (command.equals("echo $?")) {
            isUnexplainedFailure = false;
            return String.valueOf(exitCode);
        }
        if (isUnexplainedFailure) {
            isUnexplainedFailure = false;
            return "the previous command ended with " + exitCode + " and printed no error; show it with: echo $?\n"
                    + run(command);
        }
        if (command.startsWith("cd ")) {
            folder = folder.resolve(command.substring(3)).normalize();
            return "";
        }
        String output = command.startsWith(name + " ") ? app(command) : shell(command);
        isUnexplainedFailure = exitCode != 0 && !output.contains("error: ");
        return output.replace(folder + "/", "");
    }

    private String app(String command) throws IOException {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replace("\\\n", " "));
        while (matcher.find()) {
            words.add(matcher.group().replaceAll("[\"']", ""));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            exitCode = app.launcher().run(folder, variables, stream, words.subList(1, words.size()));
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private String shell(String command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            exitCode = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return output;
    }
}
