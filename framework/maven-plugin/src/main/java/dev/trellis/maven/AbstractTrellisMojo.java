package dev.trellis.maven;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals have, and the checks that every goal makes first. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
abstract class AbstractTrellisMojo extends AbstractMojo {
    private static final int FINDINGS = 3;
    private static final String ERROR = "error: ";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    /** Skips the goal. */
    @Parameter(property = "trellis.skip", defaultValue = "false")
    private boolean skip;

    /** The configuration file. Relative paths in the file are resolved against the folder of the file. */
    @Parameter(property = "trellis.configuration", defaultValue = "${project.basedir}/trellis.yaml")
    private String configuration;

    /** The environment of the configuration file. */
    @Parameter(property = "trellis.environment")
    private @Nullable String environment;

    /** Values of variables of the configuration file, which take precedence over environment variables. */
    @Parameter
    private @Nullable Map<String, String> variables;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped, because trellis.skip is true");
            return;
        }
        Path file = Path.of(configuration);
        if (!Files.exists(file)) {
            if (project.getPackaging().equals("pom")) {
                getLog().info("skipped: " + project.getArtifactId() + " has no " + file.getFileName());
                return;
            }
            throw new MojoFailureException("there is no " + file + "\n  Create it with: trellis config-create " + file
                    + ", name another file with -Dtrellis.configuration=FILE, or skip this project with"
                    + " <skip>true</skip>.");
        }
        requireOneVersion();
        try (ProjectClassPath classPath = new ProjectClassPath(project.getRuntimeClasspathElements())) {
            run(classPath, file);
        } catch (DependencyResolutionRequiredException | IOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    /** Does the work of the goal. */
    abstract void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException;

    /**
     * Fails if the project uses another version of Trellis than the plugin, because classes of both versions would be mixed
     * on one class path.
     */
    private void requireOneVersion() throws MojoFailureException {
        for (Artifact artifact : project.getArtifacts()) {
            if (artifact.getGroupId().equals(plugin.getGroupId())
                    && artifact.getArtifactId().equals("trellis-core")
                    && !artifact.getBaseVersion().equals(plugin.getVersion())) {
                throw new MojoFailureException("the project uses trellis-core " + artifact.getBaseVersion()
                        + ", but the version of trellis-maven-plugin is " + plugin.getVersion()
                        + "\n  Use the same version of both.");
            }
        }
    }

    final @Nullable String environment() {
        return environment;
    }

    final Map<String, String> variables() {
        return variables == null ? Map.of() : new LinkedHashMap<>(variables);
    }

    /** Runs a command: its results are printed, its progress is logged, and its error is the message of the failure. */
    final void command(ProjectClassPath classPath, Path file, List<String> command)
            throws MojoExecutionException, MojoFailureException {
        List<String> arguments = new ArrayList<>(List.of("-c", file.toString()));
        if (environment != null) {
            arguments.addAll(List.of("-n", environment));
        }
        variables().forEach((name, value) -> arguments.addAll(List.of("-x", name + "=" + value)));
        if (getLog().isDebugEnabled()) {
            arguments.add("-v");
        }
        arguments.addAll(command);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Object code = classPath.call(
                "CommandRun",
                new Class<?>[] {Path.class, PrintStream.class, PrintStream.class, List.class},
                project.getBasedir().toPath(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
        String results = out.toString(StandardCharsets.UTF_8);
        String progress = err.toString(StandardCharsets.UTF_8);
        int error = progress.startsWith(ERROR) ? 0 : progress.indexOf("\n" + ERROR) + 1;
        boolean hasFailed = !code.equals(0) && !code.equals(FINDINGS);
        (hasFailed ? progress.substring(0, error) : progress).lines().forEach(getLog()::info);
        if (hasFailed) {
            throw new MojoFailureException(progress.substring(error).strip());
        }
        results.lines().forEach(System.out::println);
        if (code.equals(FINDINGS)) {
            throw new MojoFailureException("trellis " + command.get(0) + " has findings:\n" + results.strip());
        }
    }
}
