package dev.trellis.poser.walk;

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
 * Where the commands of a page are run: the app's own command in this process, {@code cd} and the exit code here, anything
 * else by the shell.
 */
final class Session implements Page.Shell {
    /** Gives the app as its sources are now. */
    interface App {
        Launcher launcher() throws IOException;
    }

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private final String name;
    private final App app;
    private final Map<String, String> variables;
    private Path folder;
    private int code;
    private boolean unanswered;

    /**
     * @param name how the app's command is called
     * @param folder where the page begins
     * @param variables environment variables for the app and the shell
     */
    Session(String name, App app, Path folder, Map<String, String> variables) {
        this.name = name;
        this.app = app;
        this.folder = folder;
        this.variables = variables;
    }

    @Override
    public String run(String command) throws IOException {
        if (command.equals("echo $?")) {
            unanswered = false;
            return String.valueOf(code);
        }
        if (unanswered) {
            unanswered = false;
            return "the command before this one ended with " + code + " and printed no error; ask for it: echo $?\n"
                    + run(command);
        }
        if (command.startsWith("cd ")) {
            folder = folder.resolve(command.substring(3)).normalize();
            return "";
        }
        String printed = command.startsWith(name + " ") ? app(command) : shell(command);
        unanswered = code != 0 && !printed.contains("error: ");
        return printed.replace(folder + "/", "");
    }

    private String app(String command) throws IOException {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command.replace("\\\n", " "));
        while (matcher.find()) {
            words.add(matcher.group().replaceAll("[\"']", ""));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8)) {
            code = app.launcher().run(folder, variables, stream, words.subList(1, words.size()));
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
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            code = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return printed;
    }
}
