package dev.trellis.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.cli.CommandEnvironment;
import dev.trellis.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds a project with the Gradle build file that the documentation shows. The test needs an installed Gradle; the profile
 * {@code gradle} of the POM runs it.
 */
class GradleBuildIT {
    private static final Pattern BUILD_FILE = Pattern.compile("(?s)```groovy\n(.*?)```");

    @TempDir
    Path folder = Path.of("");

    @Test
    void the_documented_task_runs_a_command() throws Exception {
        Path project = newProject();
        String upgrade = gradle(project, "trellis", "-Parguments=upgrade heads");
        assertTrue(upgrade.contains("1 revision run"), upgrade);
    }

    /** Creates a project with init; its configuration names no folder, so that the scripts are those of the class path. */
    private Path newProject() throws IOException {
        Path project = folder.resolve("notes");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(output, true, StandardCharsets.UTF_8);
        assertEquals(
                0,
                Main.run(new CommandEnvironment(folder, name -> null), stream, stream, "init", project.toString()),
                output::toString);
        Files.writeString(project.resolve("trellis.yaml"), "database: {url: \"jdbc:sqlite:notes.db\"}\n");
        Matcher page = BUILD_FILE.matcher(Files.readString(Path.of("../docs/maven.md")));
        assertTrue(page.find());
        String local = "maven { url '"
                + Path.of(MavenBuild.property("trellis.it.repository")).toUri() + "' }\n    maven { url '"
                + Path.of(MavenBuild.property("trellis.it.downloads")).toUri() + "' }";
        Files.writeString(
                project.resolve("build.gradle"),
                page.group(1).replace("mavenCentral()", local).replace("mainClass = ", "main = "));
        return project;
    }

    private String gradle(Path project, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "gradle",
                "--no-daemon",
                "--offline",
                "--gradle-user-home",
                folder.resolve("home").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
