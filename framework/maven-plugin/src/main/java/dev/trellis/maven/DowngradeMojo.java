package dev.trellis.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/** Downgrades the database. Revisions of other branches that depend on the target are downgraded only with {@code yes}. */
@Mojo(name = "downgrade", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class DowngradeMojo extends AbstractTrellisMojo {
    /** The target, as on the command line: {@code shop@-1}. */
    @Parameter(property = "trellis.target", required = true)
    private String target = "";

    /** Whether to downgrade also the revisions of other branches that depend on the downgraded revisions. */
    @Parameter(property = "trellis.yes", defaultValue = "false")
    private boolean yes;

    @Override
    void run(ProjectClassPath classPath, Path file) throws MojoExecutionException, MojoFailureException {
        List<String> command = new ArrayList<>(List.of("downgrade", target));
        if (yes) {
            command.add("--yes");
        }
        command(classPath, file, command);
    }
}
