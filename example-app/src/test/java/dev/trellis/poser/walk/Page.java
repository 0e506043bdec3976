package dev.trellis.poser.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page of the documentation, whose {@code console} blocks are run in order: a line that begins with {@code $} is a
 * command, lines up to the next one are what it prints. A command goes on behind a line that ends in a backslash, and up to
 * the end of a here-document. A block may name the database that it is for.
 */
final class Page {
    /** Runs one command and gives back what it printed. */
    interface Shell {
        String run(String command) throws IOException;
    }

    private static final Pattern BLOCK = Pattern.compile("^```console(?: (\\w+))?$", Pattern.MULTILINE);

    private final Likeness likeness = new Likeness();
    private final List<String> read;
    private final List<String> written = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int at;

    private Page(String text) {
        this.read = text.lines().toList();
    }

    /**
     * How a page reads after it was run.
     *
     * @param text with what was printed where it differed from what stood there
     * @param differences one for each command that printed something else
     */
    record Played(String text, List<String> differences) {}

    /** The databases on which a page is run: SQLite, and those that a block names; none if the page has no command. */
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

    /** The lines that look like a command and are not in a block that is run. */
    static List<String> unplayed(String text) {
        List<String> found = new ArrayList<>();
        String fence = "";
        for (String line : text.lines().toList()) {
            if (line.startsWith("```")) {
                fence = fence.isEmpty() ? line : "";
            } else if (line.strip().startsWith("$ ") && !BLOCK.matcher(fence).matches()) {
                found.add(line);
            }
        }
        return found;
    }

    /** @param database runs, besides the blocks for all, those that name it */
    static Played play(String text, String database, Shell shell) throws IOException {
        Page page = new Page(text);
        while (page.at < page.read.size()) {
            String line = page.next();
            if (line.equals("```console") || line.equals("```console " + database)) {
                page.block(shell);
            }
        }
        return new Played(String.join("\n", page.written) + "\n", page.differences);
    }

    private String next() {
        String line = read.get(at++);
        written.add(line);
        return line;
    }

    private boolean atEnd() {
        return read.get(at).equals("```");
    }

    private void block(Shell shell) throws IOException {
        while (!atEnd()) {
            String first = next();
            if (!first.startsWith("$ ")) {
                throw new IllegalArgumentException("line " + at + " is neither a command nor below one: " + first);
            }
            StringBuilder command = new StringBuilder(first.substring(2));
            String end = hereDocument(first);
            while (end != null || command.toString().endsWith("\\")) {
                String more = next();
                command.append('\n').append(more);
                end = more.equals(end) ? null : end;
            }
            List<String> expected = new ArrayList<>();
            while (!atEnd() && !read.get(at).startsWith("$ ")) {
                expected.add(read.get(at++));
            }
            boolean blank =
                    !expected.isEmpty() && expected.get(expected.size() - 1).isEmpty();
            String wanted = String.join("\n", expected).stripTrailing();
            String printed = shell.run(likeness.asNow(command.toString())).stripTrailing();
            if (likeness.same(wanted, printed)) {
                written.addAll(expected);
            } else {
                differences.add(
                        "$ " + command + "\n--- the page\n" + likeness.asNow(wanted) + "\n--- printed\n" + printed);
                written.addAll(printed.lines().toList());
                if (blank || !atEnd()) {
                    written.add("");
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
