package dev.trellis.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of the documentation: its headings with their sections, its anchors and its links. */
final class MarkdownPage {
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) (.*)");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

    private final Path file;
    private final List<String> lines;

    private MarkdownPage(Path file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    static MarkdownPage read(Path file) throws IOException {
        return new MarkdownPage(file, Files.readString(file));
    }

    String text() {
        return String.join("\n", lines);
    }

    /**
     * Returns the headings of a level with the text below each, up to the next heading of that level or a higher one.
     *
     * @param level 2 for {@code ##}
     */
    Map<String, String> sections(int level) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder section = new StringBuilder();
        boolean fenced = false;
        for (String line : lines) {
            fenced ^= line.startsWith("```");
            Matcher heading = HEADING.matcher(line);
            if (!fenced && heading.matches() && heading.group(1).length() <= level) {
                section = new StringBuilder();
                if (heading.group(1).length() == level) {
                    sections.put(heading.group(2), section);
                }
            } else {
                section.append(line).append('\n');
            }
        }
        return sections.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().toString(), (a, b) -> a, LinkedHashMap::new));
    }

    /** Returns the anchors that code hosts generate for the headings. */
    private Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> used = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = heading.group(2)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int count = used.merge(anchor, 1, Integer::sum);
                anchors.add(count == 1 ? anchor : anchor + "-" + (count - 1));
            }
        }
        return anchors;
    }

    /** Returns the links to files and anchors that do not exist. */
    List<String> brokenLinks() throws IOException {
        List<String> broken = new ArrayList<>();
        for (String line : prose()) {
            Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", "`"));
            while (link.find()) {
                if (!link.group(1).matches("[a-z]+:.*") && !hasTarget(link.group(1))) {
                    broken.add(link.group(1));
                }
            }
        }
        return broken;
    }

    private boolean hasTarget(String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? file
                : Objects.requireNonNull(file.getParent()).resolve(parts[0]).normalize();
        if (parts.length == 1) {
            return Files.exists(target);
        }
        return Files.isRegularFile(target) && read(target).anchors().contains(parts[1]);
    }

    /** Returns the lines outside fenced blocks. */
    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }
}
