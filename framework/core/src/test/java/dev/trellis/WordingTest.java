package dev.trellis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Comments, messages and documentation use plain English and the field's terms. The list is short on purpose: it holds
 * phrases that have a better word almost everywhere.
 */
class WordingTest {
    private static final String THIS_FILE = "WordingTest.java";
    private static final Set<String> ENDINGS = Set.of("java", "md", "xml", "sh", "properties", "yml");
    private static final Set<String> SKIPPED_FOLDERS = Set.of("target", ".git", "conformance", "node_modules");

    /** The phrase to avoid, as a regular expression, and what to write instead. */
    private static final Map<Pattern, String> PHRASES = phrases(
            "who(so)?ever", "the agent: the caller, another process, the parser",
            "nobody|somebody|somebody else|someone else", "no process, another process, no one (for people)",
            "anew", "again",
            "besides?", "next to, in addition to, or concurrently",
            "(by|of) (itself|themselves)", "automatically, alone",
            "of no account", "ignored",
            "(is|are|be|was|were) told( of| that| to)?", "receives, is reported",
            "tells? of", "reports, contains",
            "says so", "reports it",
            "goes on|gone on with|went on", "continues",
            "gives? (the|a) numbers? away", "assigns, reserves",
            "(is|are|was) let be", "is skipped, is ignored",
            "mend(s|ed|ing)?", "fix, repair",
            "complain(s|ed)? of", "is an error",
            "(is|are|was) asked anew", "retries",
            "hears? (of|what)", "receives",
            "has the say|has a say", "decides",
            "in other letters", "in another case");

    /** Documents that are not part of the repository; {@code framework/docs} is the reference. */
    private static final Pattern FOREIGN_DOCUMENTS = Pattern.compile(
            "DESIGN section|AUTOGENERATE\\.md|conformance/README|\\bHOUSE\\b|\\bNAMES\\.md|DEVELOPERS\\.md");

    private static final Pattern SUMMARY = Pattern.compile("/\\*\\*\\s+(\\*\\s+)?(What|Whoever|Where|Who)\\b");

    private static Map<Pattern, String> phrases(String... pairs) {
        Map<Pattern, String> phrases = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            phrases.put(
                    Pattern.compile("(?<![\\w-])(" + pairs[i] + ")(?![\\w-])", Pattern.CASE_INSENSITIVE), pairs[i + 1]);
        }
        return phrases;
    }

    @Test
    void no_text_uses_a_phrase_that_has_a_better_word() {
        assertEquals("", String.join("\n", findings()));
    }

    @Test
    void the_check_finds_each_kind() {
        assertEquals(1, findings("A.java", "// whoever calls this").size());
        assertEquals(1, findings("A.java", "/** What is asked for. */").size());
        assertEquals(1, findings("A.java", "/**\n * Whoever waits.\n */").size() - 1);
        assertEquals(1, findings("A.java", "// see DESIGN section 5").size());
        assertEquals(List.of(), findings("A.java", "/** Returns the label. */"));
    }

    private static List<String> findings() {
        Path root = root();
        List<String> findings = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return SKIPPED_FOLDERS.contains(String.valueOf(folder.getFileName()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    String name = String.valueOf(file.getFileName());
                    if (ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1)) && !name.equals(THIS_FILE)) {
                        findings.addAll(findings(root.relativize(file).toString(), Files.readString(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    private static List<String> findings(String file, String text) {
        List<String> findings = new ArrayList<>();
        PHRASES.forEach((phrase, instead) ->
                matches(phrase, text).forEach(found -> findings.add(file + found + ": write " + instead)));
        matches(FOREIGN_DOCUMENTS, text)
                .forEach(found ->
                        findings.add(file + found + ": say the rule itself, or name a page of framework/docs"));
        if (file.endsWith(".java")) {
            matches(SUMMARY, text)
                    .forEach(found -> findings.add(file + found + ": begin with a noun phrase or a verb"));
        }
        return findings;
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            long line = text.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            found.add(":" + line + ": '" + matcher.group().strip().replaceAll("\\s+", " ") + "'");
        }
        return found;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("framework/core"))) {
            folder = folder.getParent();
        }
        assertTrue(folder != null, "the sources of the project are not above the working directory");
        return folder;
    }
}
