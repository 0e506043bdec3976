package dev.trellis.poser.pages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation, whose {@code console} blocks are run in order. A line that begins with {@code $} is a command;
 * the lines up to the next command are its output. A command continues after a line that ends with a backslash, and up to the
 * end of a here-document. A block can name the only database on which it is run.
 */
final class Page {
    /** Runs one command and returns its output. */
    interface Shell {
        String run(String command) throws IOException;
    }

    private static final Pattern BLOCK = Pattern.compile("^```console(?: (\\w+))?$", Pattern.MULTILINE);

    private final OutputComparison comparison = new OutputComparison();
    private final List<String> lines;
    private final List<String> output = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int index;

    private Page(String text) {
        this.lines = text.lines().toList();
    }

    /**
     * The result of running a page.
     *
     * @param text the page with the current output of each command
     * @param differences one for each command whose output differs
     */
    record Result(String text, List<String> differences) {}

    /** Returns the databases on which a page is run: SQLite and those that a block names; none for a page without commands. */
    static Set<String> databases(String text) {
        Set<String> databases = new TreeSet<>();
        BLOCK.matcher(text)
                .results()
                .forEach(block -> databases.add(Objects.requireNonNullElse(block.group(1), "sqlite")));
        if (!databases.isEmpty()) {
            databases.add("sqlite");
        }
        return databases;
    }

    /** Returns the lines that look like a command but are not in a block that is run. */
    static List<String> commandsOutsideConsole(String text) {
        List<String> commands = new ArrayList<>();
        String fence = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                fence = fence.isEmpty() ? line : "";
            } else if (line.strip().startsWith("$ ") && !BLOCK.matcher(fence).matches()) {
                commands.add(line);
            }
        }
        return commands;
    }

    /**
     * Runs the blocks without a database and those of one database.
     *
     * @param database the name as in the page, for example {@code postgresql}
     */
    static Result run(String text, String database, Shell shell) throws IOException {
        Page page = new Page(text);
        while (page.index < page.lines.size()) {
            String line = page.next();
            if (line.equals("```console") || line.equals("```console " + database)) {
                page.runBlock(shell);
            }
        }
        return new Result(String.join("\n", page.output) + "\n", page.differences);
    }

    private String next() {
        String line = lines.get(index++);
        output.add(line);
        return line;
    }

    private boolean atEnd() {
        return lines.get(index).equals("```");
    }

    private void runBlock(Shell shell) throws IOException {
        while (!atEnd()) {
            String commandLine = next();
            if (!commandLine.startsWith("$ ")) {
                throw new IllegalArgumentException(
                        "line " + index + " is neither a command nor its output: " + commandLine);
            }
            StringBuilder command = new StringBuilder(commandLine.substring(2));
            String end = hereDocument(commandLine);
            while (end != null || command.toString().endsWith("\\")) {
                String continuation = next();
                command.append('\n').append(continuation);
                end = continuation.equals(end) ? null : end;
            }
            List<String> expected = new ArrayList<>();
            while (!atEnd() && !lines.get(index).startsWith("$ ")) {
                expected.add(lines.get(index++));
            }
            boolean hasBlankLine =
                    !expected.isEmpty() && expected.get(expected.size() - 1).isEmpty();
            String expectedText = String.join("\n", expected).stripTrailing();
            String actualText =
                    shell.run(comparison.withCurrentIds(command.toString())).stripTrailing();
            if (comparison.matches(expectedText, actualText)) {
                output.addAll(expected);
            } else {
                differences.add("$ " + command + "\n--- page\n" + comparison.withCurrentIds(expectedText)
                        + "\n--- output\n" + actualText);
                output.addAll(actualText.lines().toList());
                if (hasBlankLine || !atEnd()) {
                    output.add("");
                }
            }
        }
    }

    private static @Nullable String hereDocument(String command) {
        int begin = command.indexOf("<<'");
        return begin < 0
                ? null
                : Objects.requireNonNull(command.substring(begin + 3, command.indexOf('\'', begin + 3)));
    }
}
