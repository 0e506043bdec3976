package dev.trellis.maven;

import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Classifies the changes since a released jar, for any app that uses the tables. The build fails if a breaking revision does not
 * state its reason with {@code breaks}.
 */
@Mojo(
        name = "compat",
        defaultPhase = LifecyclePhase.VERIFY,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class CompatMojo extends AbstractTrellisMojo {
    /** The jar of the former release. */
    @Parameter(property = "trellis.since", required = true)
    private String since = "";

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        command(classPath, file, List.of("compat", "--undeclared", "--since", since));
    }
}
