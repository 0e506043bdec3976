package dev.trellis.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Checks scripts for operations that would lose data, block other sessions or break a rule. The build fails if there are
 * findings.
 */
@Mojo(
        name = "lint",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class LintMojo extends AbstractTrellisMojo {
    /** The range of revisions, {@code a:b}; by default those that are not applied. */
    @Parameter(property = "trellis.range")
    private @Nullable String range;

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of("lint"));
        if (range != null) {
            command.addAll(List.of("--rev-range", range));
        }
        command(classPath, file, command);
    }
}
