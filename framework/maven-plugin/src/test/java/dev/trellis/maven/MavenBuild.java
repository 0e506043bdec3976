package dev.trellis.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A build by a Maven of a certain version, with a local repository below {@code target}. What the outer build has downloaded
 * is taken from its local repository, everything else from Maven Central.
 */
record MavenBuild(String output, int exitCode) {
    private static final String SETTINGS = """
            <settings>
                <localRepository>%s</localRepository>
                <profiles>
                    <profile>
                        <id>downloads</id>
                        <repositories>
                            <repository><id>downloads</id><url>%2$s</url></repository>
                        </repositories>
                        <pluginRepositories>
                            <pluginRepository><id>downloads</id><url>%2$s</url></pluginRepository>
                        </pluginRepositories>
                    </profile>
                </profiles>
                <activeProfiles><activeProfile>downloads</activeProfile></activeProfiles>
            </settings>
            """;

    /** The versions of Maven that the plugin is tested with. */
    enum Version {
        OLDEST,
        NEWEST;

        Path home() {
            return Path.of(property("trellis.it.maven." + name().toLowerCase(Locale.ROOT)));
        }
    }

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    static MavenBuild run(Version version, Path project, String... arguments) throws IOException, InterruptedException {
        return run(version, project, Map.of(), arguments);
    }

    static MavenBuild run(Version version, Path project, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path settings = Path.of("target/it-settings.xml").toAbsolutePath();
        Files.writeString(
                settings,
                SETTINGS.formatted(
                        property("trellis.it.repository"),
                        Path.of(property("trellis.it.downloads")).toUri()));
        Path home = version.home();
        Path program = home.resolve("bin/mvn");
        program.toFile().setExecutable(true);
        List<String> command = new ArrayList<>(List.of(program.toString(), "-B", "-ntp", "-s", settings.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        builder.environment().put("MAVEN_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_CMD_LINE") || name.equals("MAVEN_HOME"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return new MavenBuild(output.replaceAll("\u001b\\[[0-9;]*m", ""), process.exitValue());
    }
}
