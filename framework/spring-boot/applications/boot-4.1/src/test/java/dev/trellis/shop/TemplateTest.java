package dev.trellis.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project that {@code init --template spring-boot} creates. */
class TemplateTest {
    @TempDir
    Path folder;

    private String java(Path directory, String classPath, String... arguments) throws Exception {
        Path log = Files.createTempFile(folder, "java", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        String text = Files.readString(log);
        assertEquals(0, code, text);
        return text;
    }

    @Test
    void the_application_of_the_template_starts_and_its_entities_match_the_scripts() throws Exception {
        String libraries = Stream.of(System.getProperty("java.class.path").split(":"))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("boot-4.1/target/classes"))
                .reduce((one, other) -> one + ":" + other)
                .orElseThrow();
        java(folder, libraries, "dev.trellis.cli.Main", "init", "store", "--template", "spring-boot");
        Path project = folder.resolve("store");
        Path classes = project.resolve("classes");
        List<String> sources = new ArrayList<>(
                List.of("-parameters", "--release", "17", "-proc:none", "-cp", libraries, "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(project)) {
            files.filter(file -> file.toString().endsWith(".java")).map(Path::toString).forEach(sources::add);
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, sources.toArray(String[]::new)));
        String log = java(
                project,
                classes + ":" + project.resolve("src/main/resources") + ":" + libraries,
                "com.example.store.StoreApplication",
                "--spring.main.web-application-type=none",
                "--trellis.plugins.find=false");
        assertTrue(log.contains("1 revision run, the database is at "), log);
        String tests = java(
                project,
                classes + ":" + project.resolve("src/main/resources") + ":" + libraries + ":"
                        + Path.of("target/test-classes").toAbsolutePath(),
                TestRun.class.getName(),
                "com.example.store.MigrationsTest");
        assertTrue(tests.contains("2 succeeded"), tests);
    }
}
