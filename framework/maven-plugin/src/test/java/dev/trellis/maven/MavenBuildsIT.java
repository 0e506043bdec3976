package dev.trellis.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.cli.CommandEnvironment;
import dev.trellis.cli.Main;
import dev.trellis.maven.MavenBuild.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Builds of a project with two modules on the oldest supported and on the newest Maven: {@code base} is a plugin jar on which
 * {@code app}, whose model consists of entity classes, depends.
 */
class MavenBuildsIT {
    private static final Path SAMPLE = Path.of("src/test/resources/it/shop");

    private static final String OTHER_CORE = """
            <repositories>
                <repository><id>other</id><url>${project.baseUri}/../other</url></repository>
            </repositories>
            <dependencies>
                <dependency>
                    <groupId>dev.trellis</groupId>
                    <artifactId>trellis-core</artifactId>
                    <version>0.0.1</version>
                </dependency>""";

    private static final String OTHER_POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>dev.trellis</groupId>
                <artifactId>trellis-core</artifactId>
                <version>0.0.1</version>
            </project>
            """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(Version.class)
    void goals_in_a_build_with_several_modules(Version version) throws Exception {
        copySample();
        MavenBuild verify = run(version, "verify");
        assertContains(verify, "skipped: shop has no trellis.yaml");
        assertContains(verify, "skipped, because trellis.skip is true");
        assertContains(verify, "wrote 2 tables to");
        assertContains(verify, "0 findings in 1 revision");
        assertContains(verify, "2 revisions");
        assertTrue(Files.exists(folder.resolve("app/target/trellis/schema.xml")));
        assertFalse(Files.exists(folder.resolve("app/shop.db")), "the database is untouched");

        MavenBuild upgrade = run(
                version,
                "process-classes",
                "trellis:upgrade",
                "trellis:current",
                "trellis:check",
                "-Dtrellis.checkHeads");
        assertContains(upgrade, "2 revisions run");
        assertContains(upgrade, "000000000a01 (app) (head)");
        assertTrue(Files.exists(folder.resolve("app/shop.db")), "relative to the configuration file");

        Path entity = folder.resolve("app/src/main/java/com/example/app/AppOrder.java");
        Files.writeString(entity, Files.readString(entity).replace("String note;", "String note;\n    Integer added;"));
        MavenBuild check = build(version, "process-classes", "trellis:check");
        assertEquals(1, check.exitCode(), check.output());
        assertContains(check, "trellis check has findings:");
        assertContains(check, "add column app_order.added");

        MavenBuild revision = run(
                version,
                "process-classes",
                "trellis:revision",
                "-Dtrellis.autogenerate",
                "-Dtrellis.head=app@head",
                "-Dtrellis.message=add a column");
        assertContains(revision, "_add_a_column.yaml");
        assertEquals(2, scripts().size());

        MavenBuild downgrade = run(version, "process-classes", "trellis:downgrade", "-Dtrellis.target=app@base");
        assertContains(downgrade, "1 revision run");
    }

    @Test
    void a_failure_says_what_to_do() throws Exception {
        copySample();
        Path app = folder.resolve("app");
        Path script = app.resolve("src/main/resources/db/app/000000000a01_create_orders.yaml");
        Files.writeString(script, Files.readString(script).replace("create_table", "creat_table"));
        MavenBuild malformed = build(Version.NEWEST, "process-classes", "trellis:upgrade");
        assertEquals(1, malformed.exitCode());
        assertContains(malformed, "000000000a01_create_orders.yaml:7:5");
        assertContains(malformed, "create_table");
        assertFalse(malformed.output().contains("java.lang."), malformed.output());

        Path pom = app.resolve("pom.xml");
        String original = Files.readString(pom);
        Files.writeString(pom, original.replace("<dependencies>", OTHER_CORE));
        Path other = Files.createDirectories(folder.resolve("other/dev/trellis/trellis-core/0.0.1"));
        Files.writeString(other.resolve("trellis-core-0.0.1.pom"), OTHER_POM);
        new JarOutputStream(Files.newOutputStream(other.resolve("trellis-core-0.0.1.jar")), new Manifest()).close();
        MavenBuild mixed = build(Version.NEWEST, "compile", "trellis:current");
        assertEquals(1, mixed.exitCode());
        assertContains(mixed, "the project uses trellis-core 0.0.1, but the version of trellis-maven-plugin is ");
        Files.writeString(pom, original);

        Files.delete(app.resolve("trellis.yaml"));
        MavenBuild missing = build(Version.NEWEST, "process-classes", "trellis:current");
        assertEquals(1, missing.exitCode());
        assertContains(missing, "there is no " + app.toRealPath().resolve("trellis.yaml"));
        assertContains(missing, "trellis config-create");
    }

    /** The tests that init writes run with the published modules. */
    @Test
    void a_new_project_is_verified() throws Exception {
        Path project = folder.resolve("notes");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        assertEquals(
                0,
                Main.run(new CommandEnvironment(folder, name -> null), stream, stream, "init", project.toString()),
                output::toString);
        MavenBuild build = MavenBuild.run(Version.NEWEST, project, "verify");
        assertEquals(0, build.exitCode(), build.output());
        assertContains(build, "Tests run: 5, Failures: 0, Errors: 0, Skipped: 0");
    }

    private MavenBuild run(Version version, String... arguments) throws IOException, InterruptedException {
        MavenBuild build = build(version, arguments);
        assertEquals(0, build.exitCode(), build.output());
        return build;
    }

    private MavenBuild build(Version version, String... arguments) throws IOException, InterruptedException {
        return MavenBuild.run(version, folder, arguments);
    }

    private static void assertContains(MavenBuild build, String text) {
        assertTrue(build.output().contains(text), () -> text + "\nis missing in\n" + build.output());
    }

    private List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("app/src/main/resources/db/app"))) {
            return files.toList();
        }
    }

    private void copySample() throws IOException {
        // The versions that init writes into new projects.
        Properties versions = new Properties();
        try (InputStream in = Main.class.getResourceAsStream("templates/versions.properties")) {
            versions.load(in);
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(SAMPLE)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = folder.resolve(SAMPLE.relativize(file).toString());
            Files.createDirectories(Objects.requireNonNull(copy.getParent()));
            String text = Files.readString(file);
            for (String name : versions.stringPropertyNames()) {
                text = text.replace("@" + name + "@", versions.getProperty(name));
            }
            Files.writeString(copy, text);
        }
    }
}
