package dev.trellis.junit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Test classes in another JVM, run by JUnit's console launcher of a certain version. */
final class ConsoleRun {
    /** The launchers with the versions that the build has copied, by their major version. */
    private static final Path LAUNCHERS = Path.of("target/junit-console").toAbsolutePath();

    private ConsoleRun() {}

    /** Returns the launcher, a jar with everything of JUnit: 5 for the oldest supported version, 6 for the newest. */
    static Path launcher(int major) throws IOException {
        String platform = major == 5 ? "-1." : "-" + major + ".";
        try (Stream<Path> jars = Files.list(LAUNCHERS)) {
            return jars.filter(jar -> jar.getFileName().toString().contains(platform))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Starts a JVM.
     *
     * @param folder its working directory
     * @param options options of the JVM, such as system properties
     */
    static Process start(int major, Path folder, List<String> options, Class<?>... tests) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", launcher(major) + File.pathSeparator + classPath()));
        command.addAll(List.of(
                "org.junit.platform.console.ConsoleLauncher",
                "execute",
                "--disable-banner",
                "--disable-ansi-colors",
                "--details=tree"));
        for (Class<?> test : tests) {
            command.add("--select-class=" + test.getName());
        }
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** Returns everything that a JVM prints until it ends. */
    static String output(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "exit code " + process.waitFor();
    }

    /** Returns the class path of this JVM without JUnit. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry ->
                        !entry.contains("junit-") && !entry.contains("opentest4j") && !entry.contains("console"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
