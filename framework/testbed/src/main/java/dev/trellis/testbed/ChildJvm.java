package dev.trellis.testbed;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM of the same version and with the same class path, for tests that kill or observe processes. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * Returns the builder of the process. The compiler options of the JVM favour a fast start.
     *
     * @param options options of the JVM, for example {@code -Xmx96m}
     * @param main the name of the main class
     */
    public static ProcessBuilder of(List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("surefire.test.class.path", ""));
        command.add(main);
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
