package dev.trellis.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A page of the documentation, as text, sections and fenced blocks.
 *
 * @param name the name of the file in {@code framework/docs}
 */
record Documentation(String name, String text) {
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final String FENCE = "```";

    /**
     * A fenced block.
     *
     * @param info what follows the opening fence: the language and the words that mark the block for a test
     * @param line the line of its first line of content, from 1
     */
    record Block(String page, String info, int line, String text) {
        boolean isMarked(String... words) {
            return info.equals(String.join(" ", words));
        }

        String place() {
            return page + ":" + line;
        }
    }

    static Documentation page(String name) {
        return new Documentation(name, read(REPOSITORY.resolve("framework/docs").resolve(name)));
    }

    /** A file of the repository, by its path from the top. */
    static String file(String path) {
        return read(REPOSITORY.resolve(path));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks, in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (line.startsWith(FENCE)) {
                int start = at;
                while (!lines.get(at).equals(FENCE)) {
                    at++;
                }
                String content = String.join("\n", lines.subList(start, at)) + "\n";
                blocks.add(new Block(name, line.substring(FENCE.length()), start + 1, content));
                at++;
            }
        }
        return blocks;
    }

    /** The text below each {@code ###} heading, up to the next heading of any level, by the heading. */
    Map<String, String> sections() {
        Map<String, String> sections = new TreeMap<>();
        String heading = "";
        boolean fenced = false;
        for (String line : text.lines().toList()) {
            fenced = line.startsWith(FENCE) != fenced;
            if (!fenced && line.startsWith("#")) {
                heading = line.startsWith("### ") ? line.substring(4).strip() : "";
            } else if (!heading.isEmpty()) {
                sections.merge(heading, line + "\n", String::concat);
            }
        }
        return sections;
    }

    /** The text between two comments {@code <!-- NAME -->} and {@code <!-- end of NAME -->}, which themselves are left out. */
    String generated(String part) {
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- end of " + part + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalStateException(name + " has no part between " + begin.strip() + " and " + end.strip());
        }
        return text.substring(from + begin.length(), to);
    }
}
