package dev.trellis.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users of the published files. Their Maven has the settings of the documentation, a local repository of its own, the
 * folder in which the release was published, and Maven Central. What the outer build has downloaded is a further
 * repository, because that saves time; a test makes sure that nothing of Trellis comes from it. Their projects contain
 * the code of the pages without a change: {@code {{page.md | text}}} in a file below {@code src/test/resources} is replaced
 * by the block of the page with the text.
 */
class ConsumerTest {
    private static final Path TARGET = Path.of("target", "consumer").toAbsolutePath();
    private static final Path LOCAL = TARGET.resolve("repository");

    private static final String FOLDER = "file:///opt/trellis/repository";

    /** A place in a file of a sample: the code block of a page that contains a text. */
    private static final Pattern BLOCK = Pattern.compile("\\{\\{(\\S+) \\| (.*?)}}");

    private static final Pattern FENCE = Pattern.compile("(?ms)^```[^\n]*\n(.*?)^```$");
    private static final String COPY = "(?m)^mvn (dependency:copy -Dartifact=.*:TYPE -DoutputDirectory=\\.)$";

    private final Release release = Release.get();

    /** The settings of the documentation, with the folder of the release and what saves time. */
    @BeforeAll
    static void writeSettings() throws IOException {
        Release.delete(TARGET);
        Files.createDirectories(TARGET);
        String downloads = "<id>downloads</id><url>"
                + Path.of(Command.property("trellis.downloads")).toUri() + "</url>";
        String documented = block("installation.md", "<settings>");
        assertContains(documented, FOLDER);
        Files.writeString(
                TARGET.resolve("settings.xml"),
                documented
                        .replace(FOLDER, Release.get().published.toUri().toString())
                        .replace("<settings>", "<settings><localRepository>" + LOCAL + "</localRepository>")
                        .replace("</repositories>", "<repository>" + downloads + "</repository></repositories>")
                        .replace(
                                "</pluginRepositories>",
                                "<pluginRepository>" + downloads + "</pluginRepository></pluginRepositories>"));
    }

    /**
     * The API, the Maven plugin and the JUnit extension with H2, and one class of each module; the versions are those
     * of the BOM.
     */
    @Test
    void a_project_imports_the_bom() throws IOException {
        Path project = copy("consumer");
        String build = maven(project, "verify");
        assertContains(build, "0 findings in 1 revision");
        assertContains(build, "Tests run: 2, Failures: 0, Errors: 0, Skipped: 0");
        assertContains(build, "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        String upgrade = maven(project.resolve("library"), "process-classes", "trellis:upgrade", "trellis:current");
        assertContains(upgrade, "1 revision run");
        assertContains(upgrade, "000000000a01 (shop) (head)");
        assertTrue(Files.exists(project.resolve("library/target/shop.mv.db")));
        assertOnlyPublishedArtifacts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "plugin", "base", "spring-boot"})
    void a_new_project_of_init_is_verified(String template) throws IOException {
        Path home = TARGET.resolve("zip-" + template);
        Files.createDirectories(home);
        Command.in(home).run("unzip", "-q", downloaded(home, "zip"));
        Path trellis = home.resolve("trellis-" + release.version + "/bin/trellis");
        Command shell = Command.in(home).with("XDG_CACHE_HOME", home.resolve("cache"));
        shell.run(trellis, "init", "notes", "--template", template);
        String build = maven(home.resolve("notes"), "verify");
        assertTrue(build.matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*"), build);
        assertOnlyPublishedArtifacts();
    }

    /** An application and a plugin jar. Maven 3.8 has older plugins than 3.9, so the pages have to state their versions. */
    @ParameterizedTest
    @ValueSource(strings = {"trellis.maven.newest", "trellis.maven.current"})
    void the_plugin_the_class_and_the_tests_of_the_pages_are_built(String version) throws IOException {
        Path project = copy("pages");
        String build = maven(version, project, "package");
        assertContains(build, "Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");
        assertTrue(Files.exists(project.resolve("plugin/target/loyalty-1.0.0.jar")));
        assertOnlyPublishedArtifacts();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trellis.maven.newest", "trellis.maven.current"})
    void the_generator_of_the_documentation_writes_code_that_compiles(String version) throws IOException {
        Path project = copy("jooq");
        assertContains(maven(version, project, "compile"), "wrote 1 table to");
        assertTrue(Files.exists(project.resolve("target/classes/com/example/shop/generated/tables/ShopOrder.class")));
        assertOnlyPublishedArtifacts();
    }

    @Test
    void the_slice_of_the_documentation_uses_a_migrated_database() throws IOException {
        assertContains(maven(copy("spring-boot"), "verify"), "Tests run: 1, Failures: 0, Errors: 0, Skipped: 0");
        assertOnlyPublishedArtifacts();
    }

    @Test
    void the_debian_package_is_installed() throws IOException {
        Path root = TARGET.resolve("root");
        Path file = downloaded(TARGET, "deb");
        Command shell = Command.in(TARGET).with("XDG_CACHE_HOME", TARGET.resolve("cache"));
        shell.run("dpkg-deb", "--extract", file, root);
        assertEquals(release.version + "\n", shell.run("dpkg-deb", "--field", file, "Version"));
        assertEquals("java17-runtime-headless\n", shell.run("dpkg-deb", "--field", file, "Depends"));
        assertEquals("trellis " + release.version + "\n", shell.run(root.resolve("usr/bin/trellis"), "--version"));
        try (Stream<Path> files = Files.walk(root)) {
            assertEquals(
                    Set.of(
                            "usr/bin",
                            "usr/share/bash-completion/completions",
                            "usr/share/doc/trellis",
                            "usr/share/fish/vendor_completions.d",
                            "usr/share/man/man1",
                            "usr/share/trellis",
                            "usr/share/trellis/bin",
                            "usr/share/trellis/lib",
                            "usr/share/trellis/lib/diagram",
                            "usr/share/zsh/vendor-completions"),
                    files.filter(path -> !Files.isDirectory(path))
                            .map(path -> root.relativize(path.getParent()).toString())
                            .collect(Collectors.toSet()));
        }
    }

    /** Returns the file that a command of the documentation has copied into the folder. */
    private Path downloaded(Path folder, String type) throws IOException {
        Matcher command = Pattern.compile(COPY.replace("TYPE", type)).matcher(page("installation.md"));
        assertTrue(command.find(), type);
        maven(folder, command.group(1).split(" "));
        return folder.resolve("trellis-cli-" + release.version + "." + type);
    }

    private static String page(String name) throws IOException {
        return Files.readString(Release.get().tag.resolve("framework/docs").resolve(name));
    }

    /** Returns the first code block of a page that contains the text. */
    private static String block(String page, String text) throws IOException {
        return FENCE.matcher(page(page))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page + ": no block with " + text));
    }

    private static String withBlocks(String text) throws IOException {
        StringBuilder filled = new StringBuilder();
        Matcher place = BLOCK.matcher(text);
        while (place.find()) {
            place.appendReplacement(filled, Matcher.quoteReplacement(block(place.group(1), place.group(2))));
        }
        return place.appendTail(filled).toString();
    }

    /** Maven notes for each file in its local repository from which repository it came. */
    private static void assertOnlyPublishedArtifacts() throws IOException {
        Set<String> sources = new TreeSet<>();
        try (Stream<Path> files = Files.walk(LOCAL.resolve("dev/trellis"))) {
            for (Path file :
                    files.filter(path -> path.endsWith("_remote.repositories")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.startsWith("#")) {
                        sources.add(line.substring(line.indexOf('>')));
                    }
                }
            }
        }
        assertEquals(Set.of(">trellis="), sources);
    }

    private static Path copy(String name) throws IOException {
        Path source = Path.of("src", "test", "resources", name);
        Path target = TARGET.resolve(name);
        Map<String, String> values = Map.of(
                "@trellis@", Release.get().version,
                "@boot@", Command.property("trellis.spring-boot"),
                "@sqlite@", Command.property("trellis.sqlite"),
                "@h2@", Command.property("trellis.h2"),
                "@junit@", Command.property("trellis.junit"));
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = withBlocks(Files.readString(file));
                for (Map.Entry<String, String> value : values.entrySet()) {
                    text = text.replace(value.getKey(), value.getValue());
                }
                Path copy = target.resolve(source.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, text);
            }
        }
        return target;
    }

    private static String maven(Path project, String... goals) {
        return maven("trellis.maven.newest", project, goals);
    }

    /**
     * Runs a build.
     *
     * @param version the system property that names the folder of Maven
     */
    private static String maven(String version, Path project, String... goals) {
        Object[] command = Stream.concat(
                        Stream.of(
                                Path.of(Command.property(version), "bin", "mvn"),
                                "-B",
                                "-ntp",
                                "-s",
                                TARGET.resolve("settings.xml")),
                        Stream.of(goals))
                .toArray();
        // Without it, Maven would find the folder .mvn of this repository.
        return Command.in(project).with("MAVEN_BASEDIR", project).run(command).replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static void assertContains(String output, String text) {
        assertTrue(output.contains(text), () -> text + "\nis missing in\n" + output);
    }
}
