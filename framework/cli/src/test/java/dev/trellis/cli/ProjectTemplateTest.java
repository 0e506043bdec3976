package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The projects that {@code init} creates. */
@SuppressWarnings("NullAway.Init")
class ProjectTemplateTest {
    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
    private static final Pattern NAME = Pattern.compile("<artifactId>(.*?)</artifactId>");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"app", "plugin", "base"})
    void a_plugin_jar_does_not_bring_the_command_line_and_a_driver_along(String template) throws IOException {
        Path project = folder.resolve("shop");
        assertEquals(
                Main.EXIT_OK,
                CommandLineRun.of(folder, "init", project.toString(), "--template", template)
                        .code());
        List<String> broughtAlong = new ArrayList<>();
        Matcher dependency = DEPENDENCY.matcher(Files.readString(project.resolve("pom.xml")));
        while (dependency.find()) {
            String text = dependency.group(1);
            Matcher name = NAME.matcher(text);
            assertTrue(name.find(), text);
            if (!text.contains("<optional>true</optional>") && !text.contains("<scope>test</scope>")) {
                broughtAlong.add(name.group(1));
            }
        }
        assertEquals(List.of("trellis-core"), broughtAlong);
    }

    /**
     * Maven can build the project only if a repository contains Trellis, so the first command that {@code init} suggests
     * needs no build.
     */
    @Test
    void the_next_step_after_init_works_without_a_build() {
        Path project = folder.resolve("shop");
        CommandLineRun init = CommandLineRun.of(folder, "init", project.toString());
        assertTrue(init.out().contains("next: cd " + project + " && trellis upgrade heads\n"), init.out());
        CommandLineRun upgrade = CommandLineRun.of(project, "upgrade", "heads");
        assertEquals(Main.EXIT_OK, upgrade.code(), upgrade.err());
    }
}
