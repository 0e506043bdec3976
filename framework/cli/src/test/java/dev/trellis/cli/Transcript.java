package dev.trellis.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A session at the command line, as text. The first character of a line gives its meaning:
 *
 * <ul>
 *   <li>{@code $} a command: {@code trellis}, {@code cat}, {@code ls}, {@code rm} or {@code env NAME=VALUE}
 *   <li>a blank: a line of the command's standard output
 *   <li>{@code !} a line of the command's error stream
 *   <li>{@code [} the exit code, if it is not 0
 *   <li>{@code >} the name of a file that is written with the indented lines that follow
 *   <li>{@code #} a comment
 * </ul>
 *
 * <p>The environment variable {@code HERE} is the path of the folder in which the commands run.
 */
final class Transcript {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    private final Path folder;
    private final Map<String, String> variables = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Transcript(Path folder) {
        this.folder = folder;
        variables.put("HERE", folder.toString());
    }

    /** Runs all commands of a transcript in an empty folder; returns the transcript with the actual output. */
    static String run(String script, Path folder) throws IOException {
        Transcript transcript = new Transcript(folder);
        List<String> lines = script.lines().toList();
        boolean separate = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || !"#>$".contains(line.substring(0, 1))) {
                continue;
            }
            transcript.text.append(separate ? "\n" : "").append(line).append('\n');
            separate = !line.startsWith("#");
            if (line.startsWith("> ")) {
                int end = i + 1;
                while (end < lines.size()
                        && (lines.get(end).isEmpty() || lines.get(end).startsWith("  "))) {
                    end++;
                }
                transcript.file(line.substring(2), lines.subList(i + 1, end));
            } else if (line.startsWith("$ ")) {
                transcript.command(words(line.substring(2)));
            }
        }
        return transcript.text.toString();
    }

    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                if (matcher.group(group) != null) {
                    words.add(matcher.group(group));
                }
            }
        }
        return words;
    }

    private void file(String name, List<String> indented) throws IOException {
        StringBuilder content = new StringBuilder();
        for (String line : indented) {
            content.append(line.isEmpty() ? "" : line.substring(2)).append('\n');
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        String stripped = content.toString().stripTrailing() + "\n";
        Files.writeString(file, stripped);
        print("  ", stripped);
    }

    private void command(List<String> words) throws IOException {
        Path argument = folder.resolve(words.size() > 1 ? words.get(1) : "");
        switch (words.get(0)) {
            case "trellis" -> trellis(words.subList(1, words.size()).toArray(String[]::new));
            case "cat" -> {
                Path file = matching(argument);
                print("  ", Files.exists(file) ? normalized(Files.readString(file)) : "(no such file)");
            }
            case "rm" -> Files.delete(argument);
            case "env" -> {
                String[] pair = words.get(1).split("=", 2);
                variables.put(pair[0], pair[1]);
            }
            case "ls" -> {
                try (Stream<Path> files = Files.walk(argument)) {
                    files.filter(Files::isRegularFile)
                            .map(file -> normalized(argument.relativize(file).toString()))
                            .sorted()
                            .forEach(file -> print("  ", file));
                }
            }
            default -> throw new IllegalArgumentException("no such command: " + words);
        }
    }

    /** Returns the only file that matches a name with a star; the star matches a generated identifier. */
    private static Path matching(Path pattern) throws IOException {
        String name = pattern.getFileName().toString();
        if (name.indexOf('*') < 0) {
            return pattern;
        }
        try (var files = Files.newDirectoryStream(pattern.getParent(), name)) {
            return files.iterator().next();
        }
    }

    private void trellis(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new CommandEnvironment(folder, variables::get),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        print("  ", normalized(out.toString(StandardCharsets.UTF_8)));
        print("! ", normalized(err.toString(StandardCharsets.UTF_8)));
        if (code != 0) {
            text.append("[exit ").append(code).append("]\n");
        }
    }

    private void print(String prefix, String output) {
        output.lines()
                .forEach(line -> text.append((prefix + line).stripTrailing()).append('\n'));
    }

    /**
     * Replaces what differs from run to run: the folder, generated identifiers and times. Times of the year 2001 are kept,
     * because they come from files of the transcript.
     */
    private String normalized(String output) {
        return output.replace(folder + "/", "")
                .replace(folder.toString(), ".")
                .replaceAll("\\b[a-f][0-9a-f]{11}(?![0-9a-f])", "<id>")
                .replaceAll("(?!2001)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
                .replaceAll("  \\d+ ms", "  <n> ms")
                .replaceAll("\"duration_millis\" : \\d+", "\"duration_millis\" : <n>");
    }
}
