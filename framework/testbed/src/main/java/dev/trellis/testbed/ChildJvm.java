package dev.trellis.testbed;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A further JVM of the same kind and with the same class path as this one, for a test that kills or watches processes. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * The process, to be started; it starts quickly rather than runs fast.
     *
     * @param options the JVM's, such as {@code -Xmx96m}
     * @param main the name of its main class
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
