package dev.trellis.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users of the published files. Their Maven has a local repository of its own, the folder in which the release was published,
 * and Maven Central. What the outer build has downloaded is a further repository, because that saves time; a test makes sure
 * that nothing of Trellis comes from it.
 */
class ConsumerTest {
    private static final Path TARGET = Path.of("target", "consumer").toAbsolutePath();
    private static final Path LOCAL = TARGET.resolve("repository");

    private static final String SETTINGS = """
            <settings>
                <localRepository>%s</localRepository>
                <profiles>
                    <profile>
                        <id>folder</id>
                        <repositories>
                            <repository><id>published</id><url>%2$s</url></repository>
                            <repository><id>downloads</id><url>%3$s</url></repository>
                        </repositories>
                        <pluginRepositories>
                            <pluginRepository><id>published</id><url>%2$s</url></pluginRepository>
                            <pluginRepository><id>downloads</id><url>%3$s</url></pluginRepository>
                        </pluginRepositories>
                    </profile>
                </profiles>
                <activeProfiles><activeProfile>folder</activeProfile></activeProfiles>
            </settings>
            """;

    private static final Pattern BOM = Pattern.compile("(?s)```xml\n(.*?)```");
    private static final String COPY = "(?m)^mvn (dependency:copy -Dartifact=.*:TYPE -DoutputDirectory=\\.)$";

    private final Release release = Release.get();

    @BeforeAll
    static void writeSettings() throws IOException {
        Release.delete(TARGET);
        Files.createDirectories(TARGET);
        Files.writeString(
                TARGET.resolve("settings.xml"),
                SETTINGS.formatted(
                        LOCAL,
                        Release.get().published.toUri(),
                        Path.of(Command.property("trellis.downloads")).toUri()));
    }

    /** The API, the Maven plugin and the JUnit extension with H2, and one class of each module; the versions are those of the BOM. */
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
    @ValueSource(strings = {"common", "spring-boot"})
    void a_new_project_of_init_is_verified(String template) throws IOException {
        Path home = TARGET.resolve("zip-" + template);
        Files.createDirectories(home);
        Command.in(home).run("unzip", "-q", downloaded(home, "zip"));
        Path trellis = home.resolve("trellis-" + release.version + "/bin/trellis");
        Command shell = Command.in(home).with("XDG_CACHE_HOME", home.resolve("cache"));
        if (template.equals("common")) {
            shell.run(trellis, "init", "notes");
        } else {
            shell.run(trellis, "init", "notes", "--template", template);
        }
        String build = maven(home.resolve("notes"), "verify");
        assertTrue(build.matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0.*"), build);
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
                            "usr/share/doc/trellis",
                            "usr/share/trellis",
                            "usr/share/trellis/bin",
                            "usr/share/trellis/lib"),
                    files.filter(path -> !Files.isDirectory(path))
                            .map(path -> root.relativize(path.getParent()).toString())
                            .collect(Collectors.toSet()));
        }
    }

    /** Returns the file that a command of the documentation has copied into the folder. */
    private Path downloaded(Path folder, String type) throws IOException {
        Pattern command = Pattern.compile(COPY.replace("TYPE", type));
        maven(folder, found(command).group(1).split(" "));
        return folder.resolve("trellis-cli-" + release.version + "." + type);
    }

    private static MatchResult found(Pattern pattern) throws IOException {
        Matcher page = pattern.matcher(Files.readString(Release.get().tag.resolve("framework/docs/installation.md")));
        assertTrue(page.find(), pattern.pattern());
        return page.toMatchResult();
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
        assertEquals(Set.of(">published="), sources);
    }

    private static Path copy(String name) throws IOException {
        Path source = Path.of("src", "test", "resources", name);
        Path target = TARGET.resolve(name);
        Map<String, String> values = Map.of(
                "@bom@", found(BOM).group(1),
                "@trellis@", Release.get().version,
                "@h2@", Command.property("trellis.h2"),
                "@junit@", Command.property("trellis.junit"));
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file);
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
        Object[] command = Stream.concat(
                        Stream.of(
                                Path.of(Command.property("trellis.maven.newest"), "bin", "mvn"),
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
