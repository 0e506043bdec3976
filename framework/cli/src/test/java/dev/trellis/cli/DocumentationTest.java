package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.trellis.config.ConfigurationReader;
import dev.trellis.error.ErrorName;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.lint.Rules;
import dev.trellis.lint.LintRule;
import dev.trellis.operation.Operation;
import dev.trellis.schema.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The reference pages are complete: everything that the code defines has an entry, every entry describes something that
 * exists, and every link has a target. To add a reference page, add a line to {@link #pagesWithHeadings} or
 * {@link #pagesWithWords}.
 */
class DocumentationTest {
    private static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path PAGES = PROJECT.resolve("framework/docs");

    /** Findings of {@code lint} about suppressions; they are not rules and cannot be suppressed. */
    private static final List<String> ABOUT_SUPPRESSIONS = List.of("unknown_suppression", "unused_suppression");

    @TempDir
    Path temporary = Path.of("");

    /** Returns pages, each with the names that must be its headings of the third level. */
    static Stream<Arguments> pagesWithHeadings() throws IOException {
        return Stream.of(
                arguments("commands.md", commands().keySet()),
                arguments("errors.md", errors()),
                arguments("lint.md", rules()),
                arguments("operations.md", operations()));
    }

    private static Set<String> errors() {
        return Arrays.stream(ErrorName.values()).map(ErrorName::toString).collect(Collectors.toSet());
    }

    /** Returns pages, each with words that must occur there as code. */
    static Stream<Arguments> pagesWithWords() {
        return Stream.of(arguments("configuration.md", keys()), arguments("types.md", types()));
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(PROJECT.resolve("README.md"), PROJECT.resolve("example-app/README.md")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pagesWithHeadings")
    void a_page_has_a_heading_for_each_name_and_for_no_other(String page, Collection<String> names) throws IOException {
        Set<String> headings = MarkdownPage.read(PAGES.resolve(page)).sections(3).keySet().stream()
                .filter(heading -> heading.matches("[a-z][a-z0-9_-]*"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(headings);
        headings.removeAll(names);
        assertEquals(Set.of(), missing, "without a heading");
        assertEquals(Set.of(), headings, "unknown");
    }

    @ParameterizedTest
    @MethodSource("pagesWithWords")
    void a_page_contains_each_word_as_code(String page, Collection<String> words) throws IOException {
        String text = MarkdownPage.read(PAGES.resolve(page)).text();
        List<String> missing = words.stream()
                .filter(word -> !Pattern.compile("`" + Pattern.quote(word) + "\\b")
                        .matcher(text)
                        .find())
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void the_section_of_a_command_names_its_parameters_and_options() throws IOException {
        Map<String, String> sections =
                MarkdownPage.read(PAGES.resolve("commands.md")).sections(3);
        List<String> missing = new ArrayList<>();
        commands().forEach((command, spec) -> {
            String section = sections.getOrDefault(command, "");
            for (PositionalParamSpec parameter : spec.positionalParameters()) {
                require(parameter.paramLabel(), section, command, missing);
            }
            options(spec).forEach(option -> require(option, section, command, missing));
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void the_options_of_all_commands_are_described_once() throws IOException {
        String section =
                MarkdownPage.read(PAGES.resolve("commands.md")).sections(2).getOrDefault("Global options", "");
        List<String> missing = new ArrayList<>();
        options(root()).forEach(option -> require(option, section, "Global options", missing));
        assertEquals(List.of(), missing);
    }

    @Test
    void an_error_has_a_cause_and_a_remedy() throws IOException {
        assertEquals(List.of(), without("errors.md", "**Cause:**"));
        assertEquals(List.of(), without("errors.md", "**Remedy:**"));
    }

    @Test
    void a_rule_states_what_it_detects_and_what_to_do_instead() throws IOException {
        assertEquals(List.of(), without("lint.md", "**Detects:**"));
        assertEquals(List.of(), without("lint.md", "**Instead:**"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_has_a_target(Path page) throws IOException {
        assertEquals(List.of(), MarkdownPage.read(page).brokenLinks());
    }

    @Test
    void every_page_is_in_the_index() throws IOException {
        String index = Files.readString(PAGES.resolve("index.md"));
        for (Path page : pages()) {
            if (page.startsWith(PAGES) && !page.endsWith("index.md")) {
                assertTrue(index.contains("](" + PAGES.relativize(page) + ")"), page.toString());
            }
        }
    }

    @Test
    void links_to_missing_files_and_anchors_are_found() throws IOException {
        Path page = temporary.resolve("page.md");
        Files.writeString(
                page,
                "# A `code` heading!\n\n[one](#a-code-heading) [two](page.md) [three](#other) [four](none.md) `[five](no)`"
                        + "\n```\n# [six](no)\n```\n[seven](https://example.com/#x) [eight](page.md#six)\n");
        assertEquals(
                List.of("#other", "none.md", "page.md#six"),
                MarkdownPage.read(page).brokenLinks());
    }

    @Test
    void every_error_name_is_listed_once_and_used() throws IOException {
        Set<String> used = new TreeSet<>();
        List<String> literals = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PROJECT.resolve("framework"))) {
            for (Path file : files.filter(DocumentationTest::isMainSource).toList()) {
                String source = Files.readString(file);
                Pattern.compile("\\bErrorName\\.([A-Z_]+)")
                        .matcher(source)
                        .results()
                        .forEach(use -> used.add(use.group(1)));
                Pattern.compile("\\bProblem\\.of\\(\\s*\"")
                        .matcher(source)
                        .results()
                        .forEach(use -> literals.add(file.toString()));
            }
        }
        assertEquals(List.of(), literals, "an error name is spelled as a string instead of taken from ErrorName");
        assertEquals(
                Arrays.stream(ErrorName.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new)), used);
    }

    private static boolean isMainSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/main/java/") && path.endsWith(".java") && !path.endsWith("/ErrorName.java");
    }

    /** Returns the sections of a page that do not contain a text. */
    private static List<String> without(String page, String text) throws IOException {
        return MarkdownPage.read(PAGES.resolve(page)).sections(3).entrySet().stream()
                .filter(section -> !section.getValue().contains(text))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void require(String word, String section, String where, List<String> missing) {
        String name = word.replaceAll("\\W+$", "");
        String prose = section.replaceAll("(?s)```.*?```", "");
        if (!Pattern.compile("(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])")
                .matcher(prose)
                .find()) {
            missing.add(where + ": " + word);
        }
    }

    private static CommandSpec root() {
        RootCommand root =
                new RootCommand(new Output(System.out, System.err), CommandEnvironment.PROCESS, StartupPrefetch.NONE);
        CommandLine line = new CommandLine(root);
        Commands.ALL.forEach(line::addSubcommand);
        return line.getCommandSpec();
    }

    /** Returns the commands by name. */
    private static Map<String, CommandSpec> commands() {
        Map<String, CommandSpec> commands = new TreeMap<>();
        root().subcommands().values().forEach(line -> {
            CommandSpec spec = line.getCommandSpec();
            commands.put(spec.name(), spec);
        });
        return commands;
    }

    /**
     * Returns the visible options of a command without the global options. Of an option with two spellings, only the
     * spelling with hyphens is returned.
     */
    private static Set<String> options(CommandSpec spec) {
        Set<String> names = new LinkedHashSet<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && !option.inherited()) {
                Arrays.stream(option.names())
                        .map(name -> name.replace('_', '-'))
                        .forEach(names::add);
                if (option.negatable()) {
                    names.add(option.longestName().replace("--", "--no-"));
                }
            }
        }
        return names;
    }

    private static List<String> rules() {
        return Stream.concat(Rules.shipped().stream().map(LintRule::name), ABOUT_SUPPRESSIONS.stream())
                .toList();
    }

    /** Returns the names of all operations; of an operation with a name for each kind of definition, that for views. */
    private static List<String> operations() {
        return Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(Operation::scriptName)
                .map(name -> name.replaceFirst("_definition$", "_view"))
                .toList();
    }

    private static List<String> types() {
        List<String> types = new ArrayList<>();
        for (ColumnType.Kind kind : ColumnType.Kind.values()) {
            types.add(kind.name().toLowerCase(Locale.ROOT));
        }
        types.add("enum");
        return types;
    }

    /** Returns the keys of the configuration, prefixed with their section; the reader lists them in its error. */
    private static List<String> keys() {
        Map<String, String> maps = Map.of(
                "database", "database: {url: x, zzzzzzzzzz: 1}",
                "branches.LABEL", "branches: {LABEL: {zzzzzzzzzz: 1}}",
                "plugins", "plugins: {zzzzzzzzzz: 1}",
                "naming", "naming: {zzzzzzzzzz: 1}",
                "fleet", "fleet: {zzzzzzzzzz: 1}",
                "fleet.targets", "fleet: {targets: [{zzzzzzzzzz: 1}]}");
        List<String> keys = new ArrayList<>(List.of("environments"));
        known("zzzzzzzzzz: 1").stream()
                .filter(key -> maps.keySet().stream()
                        .noneMatch(map -> map.replace(".LABEL", "").equals(key)))
                .forEach(keys::add);
        maps.forEach((map, yaml) -> known(yaml).forEach(key -> keys.add(map + "." + key)));
        return keys;
    }

    private static List<String> known(String yaml) {
        try {
            Path file = Files.createTempFile("trellis", ".yaml");
            try {
                Files.writeString(file, yaml);
                TrellisException exception = assertThrows(
                        TrellisException.class, () -> ConfigurationReader.read(file, null, Map.of(), name -> null));
                assertEquals("unknown_key", exception.name());
                String advice = Objects.requireNonNull(exception.problem().advice());
                return List.of(advice.substring(advice.indexOf(':') + 1).strip().split("[,. ]+"));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
